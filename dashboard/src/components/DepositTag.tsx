import type { Deposit } from "../api/client";
import { useText } from "../i18n/language";
import { Tag, type Tone } from "./Tag";

const TONES: Record<string, Tone> = { MATCHED: "good", WAITING: "accent", HELD: "warn" };

export function DepositTag({ deposit }: { deposit: Pick<Deposit, "state"> }) {
  const { t } = useText();
  const word = { MATCHED: t.deposits.matched, WAITING: t.deposits.waiting, HELD: t.deposits.held }[deposit.state];
  return (
    <span>
      <Tag tone={TONES[deposit.state] ?? "plain"}>{word ?? deposit.state}</Tag>
    </span>
  );
}
