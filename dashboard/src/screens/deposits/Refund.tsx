import type { DepositStory } from "../../api/client";
import { refundOf } from "../../api/deposits";
import beside from "../../components/Beside.module.css";
import { won } from "../../format/money";
import { useText } from "../../i18n/language";

/** How much of a deposit is to be sent back, and to whom. */
export function Refund({ deposit }: { deposit: DepositStory }) {
  const { t, language } = useText();
  const refund = refundOf(deposit);
  if (refund === 0) return null;
  return (
    <div className={beside.hold}>
      <p>
        <strong>{t.parts.refund(deposit.depositor_name ?? t.deposits.noName, won(refund, language))}</strong>
      </p>
      <p>{t.parts.refundNote}</p>
    </div>
  );
}
