/** What happened between two looks. */
import type { Deposit } from "../../api/client";
import { PAGE_MAX } from "../../api/pages";
import type { Phone } from "../../api/phones";
import type { Alert, Quiet } from "./choice";

/** What one look saw. */
export interface Look {
  /** What waits for a person, newest first, at most `HELD_ROWS`. */
  held: readonly Pick<Deposit, "id" | "hold_reasons">[];
  /** The newest deposits. */
  newest: readonly Pick<Deposit, "id" | "is_matched">[];
  phones: readonly Pick<Phone, "id" | "status">[];
}

export const HELD_ROWS = PAGE_MAX;

const isReversed = (deposit: Look["held"][number]) => deposit.hold_reasons.includes("reversed");

/** The alert of each new event; two of a kind are two. */
export function happened(before: Look, now: Look): Alert[] {
  const held = new Map(before.held.map((deposit) => [deposit.id, isReversed(deposit)]));
  // Older deposits come into a full list as soon as one of its own is done: they are not new.
  const oldest = before.held.length < HELD_ROWS ? 0 : Math.min(...held.keys());
  const isNew = (deposit: Look["held"][number]) =>
    isReversed(deposit) ? held.get(deposit.id) !== true : !held.has(deposit.id) && deposit.id > oldest;
  const toCheck = now.held.filter(isNew).map((deposit) => (isReversed(deposit) ? "reversal" : "check"));
  const matched = new Map(before.newest.map((deposit) => [deposit.id, deposit.is_matched]));
  const paid = now.newest.filter((deposit) => deposit.is_matched && matched.get(deposit.id) !== true);
  const heard = new Set(before.phones.filter(({ status }) => status === "ONLINE").map(({ id }) => id));
  const silent = now.phones.filter(({ id, status }) => status === "SILENT" && heard.has(id));
  return [...toCheck, ...silent.map(() => "silent" as const), ...paid.map(() => "paid" as const)];
}

/** `at` and both ends as `14:05`. */
export function isQuiet(at: string, quiet: Quiet | null): boolean {
  if (quiet === null || quiet.from === quiet.to) return false;
  const { from, to } = quiet;
  return from < to ? from <= at && at < to : at >= from || at < to;
}
