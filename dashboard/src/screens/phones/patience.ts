import type { Language } from "../../format/money";
import { lasting } from "../../format/time";

/** Minutes: an hour to a week. */
const USUAL = [60, 180, 360, 720, 1440, 4320, 10_080];

/** The choice of a phone for which nobody chose a time. */
export const UNCHOSEN = "";

/** How long a phone may be silent, to choose from; what a phone has by the API is among them. */
export function patience(now: number | null, unchosen: string, language: Language): { value: string; label: string }[] {
  const all = [...new Set([...USUAL, ...(now === null ? [] : [now])])].sort((one, other) => one - other);
  const times = all.map((minutes) => ({ value: String(minutes), label: lasting(minutes, language) }));
  return [{ value: UNCHOSEN, label: unchosen }, ...times];
}
