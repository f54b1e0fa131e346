import type { DepositStory } from "../../api/client";
import beside from "../../components/Beside.module.css";
import { useText } from "../../i18n/language";
import { wordOf } from "../../i18n/wordOf";
import { HoldReasons } from "./HoldReasons";
import { Linked } from "./Linked";

/** Why a deposit waits for a person or pays nothing. */
export function Hold({ deposit }: { deposit: DepositStory }) {
  const { t } = useText();
  if (deposit.state === "DISMISSED") {
    return (
      <div className={beside.aside}>
        <p>
          <strong>
            {t.holds.dismissedWhy}: {wordOf(t.holds.dismissReasons, deposit.dismiss_reason ?? "OTHER")}
          </strong>
        </p>
        {deposit.note != null && <p>{deposit.note}</p>}
      </div>
    );
  }
  if (deposit.hold_reasons.length === 0) return null;
  return (
    <div className={beside.hold}>
      <HoldReasons deposit={deposit} />
      {deposit.linked_deposit_ids.length > 0 && (
        <p>
          {t.holds.linked}: <Linked deposits={deposit.linked_deposit_ids} />
        </p>
      )}
    </div>
  );
}
