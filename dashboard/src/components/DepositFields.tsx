import { NumberInput, Select, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { useAccounts } from "../api/accounts";
import { useHere } from "../app/workspace";
import { fromLocalInput } from "../format/time";
import { useText } from "../i18n/language";

/** A deposit as a person types it. */
export interface TypedDeposit {
  account: string | null;
  amount: number | "";
  name: string;
  /** KST, as an input of date and time has it. */
  at: string;
}

/** The API's names of these fields, where they differ. */
export const TYPED_NAMES = { bank_account_id: "account", depositor_name: "name", deposited_at: "at" };

/** No time: one that nobody typed would make a deposit of now out of one that was told before. */
export const EMPTY_DEPOSIT: TypedDeposit = { account: null, amount: "", name: "", at: "" };

export function typedBody(values: TypedDeposit) {
  return {
    bank_account_id: Number(values.account),
    amount: Number(values.amount),
    depositor_name: values.name.trim(),
    deposited_at: fromLocalInput(values.at) ?? "",
  };
}

/** The accounts that take deposits, and the one to begin with when there is no other. */
export function useActiveAccounts() {
  const { id } = useHere();
  const active = useAccounts(id).data?.filter((account) => account.is_active) ?? [];
  return { active, only: active.length === 1 ? String(active[0]?.id) : null };
}

export function DepositFields({ form }: { form: UseFormReturnType<TypedDeposit> }) {
  const { t } = useText();
  const { active } = useActiveAccounts();
  return (
    <>
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
      <NumberInput
        label={t.deposits.amount}
        suffix={t.common.wonSuffix}
        thousandSeparator=","
        allowNegative={false}
        allowDecimal={false}
        inputMode="numeric"
        required
        {...form.getInputProps("amount")}
      />
      <TextInput label={t.deposits.name} maxLength={60} required autoComplete="off" {...form.getInputProps("name")} />
      <TextInput type="datetime-local" label={t.deposits.atKst} required {...form.getInputProps("at")} />
    </>
  );
}
