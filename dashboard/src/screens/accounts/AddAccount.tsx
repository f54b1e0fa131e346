import { Modal, Select, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useBanks } from "../../api/accounts";
import { api, type Schemas, take } from "../../api/client";
import { wsKey } from "../../api/people";
import { ApiError } from "../../api/problem";
import { useAction } from "../../api/useAction";
import { useHere } from "../../app/workspace";
import { FormButtons } from "../../components/FormButtons";
import { Trouble } from "../../components/Trouble";
import { toast } from "../../components/toast";
import { useServerErrors } from "../../components/useServerErrors";
import { useText } from "../../i18n/language";
import { problemText } from "../../i18n/problems";
import { usePhoneChoices } from "./BindPhone";
import { isMeant } from "./bankSearch";
import { digitsOf, numberFault } from "./number";

interface Values {
  bank_code: string | null;
  account_number: string;
  account_holder: string;
  phone: string | null;
}

export function AddAccount({ opened, close }: { opened: boolean; close: () => void }) {
  const text = useText();
  const { t } = text;
  const { id } = useHere();
  const banks = useBanks();
  const phones = usePhoneChoices();
  const form = useForm<Values>({
    initialValues: { bank_code: null, account_number: "", account_holder: "", phone: null },
    validate: {
      bank_code: (code) => (code === null ? t.accounts.bankNeeded : null),
      account_number: (number) => {
        const fault = numberFault(number);
        return fault === null ? null : t.accounts.numberFaults[fault];
      },
    },
    validateInputOnBlur: ["account_number"],
  });
  const errors = useServerErrors(form, { phone_number_id: "phone" });
  const register = useAction(
    (body: Schemas["RegisterAccount"], headers) =>
      take(api.POST("/workspaces/{id}/bank-accounts", { params: { path: { id } }, body, headers })),
    wsKey(id),
  );
  const bank = banks.data?.find((each) => each.code === form.values.bank_code);
  const leave = () => {
    form.reset();
    errors.clear();
    close();
  };
  const submit = form.onSubmit(
    (values) =>
      register.mutate(
        {
          bank_code: values.bank_code ?? "",
          bank_name: bank?.name ?? "",
          account_number: values.account_number.trim(),
          account_holder: values.account_holder.trim(),
          phone_number_id: values.phone === null ? null : Number(values.phone),
        },
        {
          onSuccess: (account) => {
            toast.done(t.accounts.added(account.bank_name));
            leave();
          },
          onError: (error) => {
            if (error instanceof ApiError && error.code === "account_number_taken") {
              form.setErrors({ account_number: problemText(error, text) });
            } else errors.take(error);
          },
        },
      ),
    errors.show,
  );
  const digits = digitsOf(form.values.account_number);
  return (
    <Modal opened={opened} onClose={leave} title={t.accounts.add}>
      <form onSubmit={submit}>
        <Stack>
          <Select
            label={t.accounts.bank}
            placeholder={t.accounts.chooseBank}
            searchable
            filter={({ options, search }) => options.filter((bank) => "value" in bank && isMeant(bank, search))}
            required
            data-autofocus
            nothingFoundMessage={t.accounts.noBank}
            data={(banks.data ?? []).map((each) => ({ value: each.code, label: each.name }))}
            {...form.getInputProps("bank_code")}
          />
          {bank?.readable === false && <p className="lp-warn">{t.accounts.unreadableNote(bank.name)}</p>}
          <TextInput
            label={t.accounts.number}
            description={digits === 0 ? t.accounts.numberRule : t.accounts.digits(digits)}
            placeholder="123-456-789012"
            inputMode="numeric"
            autoComplete="off"
            maxLength={30}
            required
            {...form.getInputProps("account_number")}
          />
          <TextInput
            label={t.accounts.holder}
            description={t.accounts.holderNote}
            maxLength={60}
            autoComplete="off"
            required
            {...form.getInputProps("account_holder")}
          />
          {phones.length > 0 && (
            <Select
              label={t.accounts.phone}
              placeholder={t.accounts.anyPhone}
              clearable
              data={phones}
              {...form.getInputProps("phone")}
            />
          )}
          {banks.error !== null && <Trouble error={banks.error} retry={() => void banks.refetch()} />}
          {errors.other !== null && <Trouble error={errors.other} />}
          <FormButtons cancel={leave} yes={t.accounts.addYes} sending={register.isPending} />
        </Stack>
      </form>
    </Modal>
  );
}
