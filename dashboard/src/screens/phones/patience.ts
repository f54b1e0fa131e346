import type { Language } from "../../format/money";
import { lasting } from "../../format/time";

/** Minutes: an hour to a week. */
const USUAL = [60, 180, 360, 720, 1440, 4320, 10_080];

/** How long a phone may be silent, to choose from; what a phone has by the API is among them. */
export function patience(now: number, language: Language): { value: string; label: string }[] {
  const all = [...new Set([...USUAL, now])].sort((one, other) => one - other);
  return all.map((minutes) => ({ value: String(minutes), label: lasting(minutes, language) }));
}
