import type { Deposit } from "../../api/client";
import { useText } from "../../i18n/language";
import { wordOf } from "../../i18n/wordOf";
import classes from "./Deposits.module.css";

/** Every reason for which a deposit is held, gravest first: what it means and what to do. */
export function HoldReasons({ deposit }: { deposit: Pick<Deposit, "hold_reasons"> }) {
  const { t } = useText();
  return (
    <ul className={classes.holds}>
      {deposit.hold_reasons.map((reason) => {
        const help = wordOf(t.holds.help, reason);
        return (
          <li key={reason}>
            <strong>{wordOf(t.reasons, reason)}</strong>
            {help !== reason && <p>{help}</p>}
          </li>
        );
      })}
    </ul>
  );
}
