import type { Order } from "../../api/client";
import beside from "../../components/Beside.module.css";
import { toast } from "../../components/toast";
import type { Texts } from "../../i18n/ko";
import { useText } from "../../i18n/language";
import { wordOf } from "../../i18n/wordOf";

/** Says after a form what is wrong with an order that was taken all the same. */
export function warnOf(warnings: Order["warnings"], t: Texts): void {
  for (const warning of warnings) toast.warned(wordOf(t.orders.warnings, warning));
}

/** What is wrong with an order, with what to do. */
export function OrderWarnings({ warnings }: { warnings: Order["warnings"] }) {
  const { t } = useText();
  if (warnings.length === 0) return null;
  return (
    <div className={beside.hold}>
      {warnings.map((warning) => (
        <p key={warning}>{wordOf(t.orders.warnings, warning)}</p>
      ))}
    </div>
  );
}
