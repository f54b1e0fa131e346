import { toast } from "../../components/toast";
import type { Text } from "../../i18n/language";
import { problemText } from "../../i18n/problems";

/** Says that all of it was taken back, or why some of it still stands. */
export function tellTakenBack(standing: ReadonlyMap<string, unknown>, text: Text): void {
  if (standing.size === 0) toast.done(text.t.proposals.undone);
  else toast.failed(problemText([...standing.values()][0], text));
}
