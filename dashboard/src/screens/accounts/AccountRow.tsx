import { Button } from "@mantine/core";
import { useBanks } from "../../api/accounts";
import { type Account, api, take } from "../../api/client";
import { wsKey } from "../../api/people";
import { useAction } from "../../api/useAction";
import { useHere } from "../../app/workspace";
import { confirm } from "../../components/confirm";
import row from "../../components/ListRow.module.css";
import { Tag } from "../../components/Tag";
import { toast } from "../../components/toast";
import { useFailed } from "../../components/useFailed";
import { useText } from "../../i18n/language";
import { BindPhone } from "./BindPhone";
import { RenameAccount } from "./RenameAccount";

export function AccountRow({ account }: { account: Account }) {
  const { t } = useText();
  const failed = useFailed();
  const { canManage, workspace } = useHere();
  // Messages over a phone's URL are of its own workspace only.
  const isContested = account.contested_at != null && workspace.settings.intake === "OPEN";
  const bank = useBanks().data?.find((each) => each.code === account.bank_code);
  const change = useSwitch(account);
  const flip = (active: boolean) =>
    change.mutate(active, {
      onSuccess: () => toast.done((active ? t.accounts.switchedOn : t.accounts.switchedOff)(account.bank_name)),
      onError: failed,
    });
  const ask = () =>
    confirm({
      title: t.accounts.offTitle,
      body: t.accounts.offBody(account.bank_name, account.account_number),
      yes: t.accounts.off,
      no: t.common.leave,
      grave: true,
      onYes: () => flip(false),
    });
  return (
    <li className={row.row}>
      <div className={row.about}>
        <p className={row.name}>
          {account.bank_name} <span className="num">{account.account_number}</span>
          {!account.is_active && <Tag>{t.accounts.isOff}</Tag>}
          {isContested && <Tag tone="warn">{t.accounts.contested}</Tag>}
          {bank?.readable === false && <Tag tone="warn">{t.accounts.unreadable}</Tag>}
        </p>
        <p className={row.sub}>{t.accounts.holderIs(account.account_holder)}</p>
        {isContested && <p className={row.sub}>{t.accounts.contestedNote}</p>}
      </div>
      {canManage && <BindPhone account={account} />}
      {canManage && <RenameAccount account={account} />}
      {canManage && (
        <Button
          variant="default"
          loading={change.isPending}
          aria-label={`${account.bank_name} ${account.account_number} ${account.is_active ? t.accounts.off : t.accounts.on}`}
          onClick={() => (account.is_active ? ask() : flip(true))}
        >
          {account.is_active ? t.accounts.off : t.accounts.on}
        </Button>
      )}
    </li>
  );
}

function useSwitch(account: Account) {
  const { id } = useHere();
  return useAction(
    (is_active: boolean) =>
      take(
        api.PATCH("/workspaces/{id}/bank-accounts/{account_id}", {
          params: { path: { id, account_id: account.id } },
          body: { is_active },
        }),
      ),
    wsKey(id),
  );
}
