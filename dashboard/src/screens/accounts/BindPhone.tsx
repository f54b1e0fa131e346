import { Select } from "@mantine/core";
import { IconDeviceMobile } from "@tabler/icons-react";
import { type Account, api, take } from "../../api/client";
import { wsKey } from "../../api/people";
import { usePhones } from "../../api/phones";
import { useAction } from "../../api/useAction";
import { useHere } from "../../app/workspace";
import { toast } from "../../components/toast";
import { useFailed } from "../../components/useFailed";
import { useText } from "../../i18n/language";
import classes from "./Accounts.module.css";

/** The workspace's phones, to choose from. */
export function usePhoneChoices(): { value: string; label: string }[] {
  const { id } = useHere();
  const phones = usePhones(id).data ?? [];
  return phones.map((phone) => ({ value: String(phone.id), label: phone.label || phone.phone_number }));
}

/** Which phone's messages tell of an account; any, unless one is chosen. */
export function BindPhone({ account }: { account: Account }) {
  const { t } = useText();
  const failed = useFailed();
  const { id } = useHere();
  const choices = usePhoneChoices();
  const bind = useAction(
    (phone_number_id: number | null) =>
      take(
        api.PATCH("/workspaces/{id}/bank-accounts/{account_id}", {
          params: { path: { id, account_id: account.id } },
          body: { phone_number_id },
        }),
      ),
    wsKey(id),
  );
  if (choices.length === 0) return null;
  const choose = (phone: string | null) =>
    bind.mutate(phone === null ? null : Number(phone), {
      onSuccess: () => toast.done(t.accounts.bound(account.bank_name)),
      onError: failed,
    });
  return (
    <Select
      size="sm"
      className={classes.bind ?? ""}
      aria-label={t.accounts.phoneOf(account.bank_name)}
      placeholder={t.accounts.fromAnyPhone}
      leftSection={<IconDeviceMobile size={18} aria-hidden />}
      clearable
      disabled={bind.isPending}
      data={choices}
      value={account.phone_number_id == null ? null : String(account.phone_number_id)}
      onChange={choose}
    />
  );
}
