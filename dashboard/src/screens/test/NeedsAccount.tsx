import { Link } from "react-router";
import { useAccounts } from "../../api/accounts";
import { paths } from "../../app/paths";
import { useHere } from "../../app/workspace";
import { useText } from "../../i18n/language";

/** Whether no account takes deposits yet: no bank can write then. */
export function useLacksAccount(): boolean {
  const accounts = useAccounts(useHere().id).data;
  return accounts !== undefined && !accounts.some((account) => account.is_active);
}

/** What is to be done first, where no account takes deposits yet. */
export function NeedsAccount({ close }: { close: () => void }) {
  const { t } = useText();
  const { id, canManage } = useHere();
  if (!useLacksAccount()) return null;
  return (
    <p className="lp-warn">
      {t.deposits.noAccounts}{" "}
      {canManage && (
        <Link to={`${paths.section(id, "accounts")}?new=1`} className="lp-link" onClick={close}>
          {t.firstSteps.account.name}
        </Link>
      )}
    </p>
  );
}
