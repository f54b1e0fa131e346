import type { Standing } from "../../api/takeBack";
import { toast } from "../../components/toast";
import type { Text } from "../../i18n/language";
import { problemText } from "../../i18n/problems";

/** Which deposits could not be taken back, and why. */
export function standingText(standing: readonly Standing[], text: Text): string {
  const { proposals, deposits } = text.t;
  const numbers = standing.flatMap((each) => each.deposits).map(deposits.numbered);
  return `${proposals.several.outcomes.STANDING}: ${numbers.join(", ")}. ${problemText(standing[0]?.error, text)}`;
}

/** Says that all of it was taken back, or what of it still stands and why. */
export function tellTakenBack(standing: ReadonlyMap<string, Standing>, text: Text): void {
  if (standing.size === 0) toast.done(text.t.proposals.undone);
  else toast.failed(standingText([...standing.values()], text));
}
