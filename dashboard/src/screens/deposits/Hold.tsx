import { Link } from "react-router";
import type { Deposit } from "../../api/client";
import { paths } from "../../app/paths";
import { useHere } from "../../app/workspace";
import beside from "../../components/Beside.module.css";
import { wordOf } from "../../components/Story";
import { useText } from "../../i18n/language";

/** Why a deposit waits for a person, and what that person can do. */
export function Hold({ deposit }: { deposit: Deposit }) {
  const { t } = useText();
  const { id } = useHere();
  if (deposit.hold_reason == null) return null;
  return (
    <div className={beside.hold}>
      <p>
        <strong>{wordOf(t.reasons, deposit.hold_reason)}</strong>
      </p>
      <p>{wordOf(t.deposits.holdHelp, deposit.hold_reason)}</p>
      {deposit.duplicate_of != null && (
        <p>
          <Link to={paths.deposit(id, deposit.duplicate_of)}>{t.deposits.seeOther(deposit.duplicate_of)}</Link>
        </p>
      )}
    </div>
  );
}
