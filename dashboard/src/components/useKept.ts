import { useState } from "react";

/**
 * The first of a list, and from then on that very one for as long as the list has it: what is shown beside a list does
 * not change under a person's hand because something new came.
 */
export function useKept<Id>(ids: readonly Id[]): Id | null {
  const [kept, setKept] = useState<Id | null>(null);
  const now = kept !== null && ids.includes(kept) ? kept : (ids[0] ?? null);
  if (now !== kept) setKept(now);
  return now;
}

/** The one after one that is done: below it, or else the first of the list. `null`: none is left. */
export function after<Id>(ids: readonly Id[], done: Id): Id | null {
  const place = ids.indexOf(done);
  return ids[place + 1] ?? ids.find((id) => id !== done) ?? null;
}
