import { NumberInput, Select, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useNavigate } from "react-router";
import { useAccounts } from "../api/accounts";
import type { Deposit, Schemas } from "../api/client";
import type { Once } from "../api/once";
import { wsKey } from "../api/people";
import { useAction } from "../api/useAction";
import { paths } from "../app/paths";
import { useHere } from "../app/workspace";
import { fromLocalInput } from "../format/time";
import { useText } from "../i18n/language";
import { recordedWords } from "./DepositTag";
import { FormButtons } from "./FormButtons";
import { Trouble } from "./Trouble";
import { toast } from "./toast";
import { useServerErrors } from "./useServerErrors";

/** A deposit as a person types it. */
interface TypedDeposit {
  account: string | null;
  amount: number | "";
  name: string;
  /** KST, as an input of date and time has it. */
  at: string;
}

/** The API's names of these fields, where they differ. */
const NAMES = { bank_account_id: "account", depositor_name: "name", deposited_at: "at" };

/** No time: one that nobody typed would make a deposit of now out of one that was told before. */
const EMPTY: TypedDeposit = { account: null, amount: "", name: "", at: "" };

interface Props {
  /** What is known already. */
  known?: Partial<TypedDeposit>;
  record: (body: Schemas["RecordDeposit"], headers: Once) => Promise<Pick<Deposit, "id" | "state">>;
  close: () => void;
}

/** A deposit that a person types. When it is recorded, its screen opens. */
export function DepositForm({ known = {}, record: send, close }: Props) {
  const { t } = useText();
  const { id } = useHere();
  const navigate = useNavigate();
  const active = useAccounts(id).data?.filter((account) => account.is_active) ?? [];
  const only = active.length === 1 ? String(active[0]?.id) : null;
  const form = useForm<TypedDeposit>({ initialValues: { ...EMPTY, account: only, ...known } });
  const errors = useServerErrors(form, NAMES);
  const record = useAction(send, wsKey(id));
  const submit = form.onSubmit((values) =>
    record.mutate(bodyOf(values), {
      onSuccess: (deposit) => {
        toast.done(recordedWords(t)[deposit.state]);
        close();
        void navigate(paths.deposit(id, deposit.id));
      },
      onError: errors.take,
    }),
  );
  return (
    <form onSubmit={submit}>
      <Stack>
        <Select
          label={t.deposits.account}
          required
          allowDeselect={false}
          data={active.map((account) => ({
            value: String(account.id),
            label: `${account.bank_name} ${account.account_number}`,
          }))}
          nothingFoundMessage={t.deposits.noAccounts}
          {...form.getInputProps("account")}
        />
        <NumberInput label={t.deposits.amount} suffix={t.common.wonSuffix} required {...form.getInputProps("amount")} />
        <TextInput label={t.deposits.name} maxLength={60} required autoComplete="off" {...form.getInputProps("name")} />
        <TextInput type="datetime-local" label={t.deposits.atKst} required {...form.getInputProps("at")} />
        {errors.other !== null && <Trouble error={errors.other} />}
        <FormButtons cancel={close} yes={t.deposits.recordYes} sending={record.isPending} />
      </Stack>
    </form>
  );
}

function bodyOf(values: TypedDeposit): Schemas["RecordDeposit"] {
  return {
    bank_account_id: Number(values.account),
    amount: Number(values.amount),
    depositor_name: values.name.trim(),
    deposited_at: fromLocalInput(values.at) ?? "",
  };
}
