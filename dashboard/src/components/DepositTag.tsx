import type { Deposit } from "../api/client";
import type { Texts } from "../i18n/ko";
import { useText } from "../i18n/language";
import { wordOf } from "../i18n/wordOf";
import { Tag, type Tone } from "./Tag";

const TONES: Partial<Record<Deposit["state"], Tone>> = { MATCHED: "good", WAITING: "accent", HELD: "warn" };

/** The word of each state of a deposit. */
export function stateWords({ deposits }: Texts): Record<Deposit["state"], string> {
  const { matched, waiting, held, dismissed } = deposits;
  return { MATCHED: matched, WAITING: waiting, HELD: held, DISMISSED: dismissed };
}

/** What is said of a deposit that a person has just recorded, by its state. */
export function recordedWords({ deposits }: Texts): Record<Deposit["state"], string> {
  const { recordedMatched, recordedWaits, recordedHeld } = deposits;
  return { MATCHED: recordedMatched, WAITING: recordedWaits, HELD: recordedHeld, DISMISSED: recordedWaits };
}

export function DepositTag({ deposit }: { deposit: Pick<Deposit, "state"> }) {
  const { t } = useText();
  return (
    <span>
      <Tag tone={TONES[deposit.state] ?? "plain"}>{wordOf(stateWords(t), deposit.state)}</Tag>
    </span>
  );
}
