import type { Schemas } from "../../api/client";

type HoldReason = Schemas["HoldReason"];

/** What stays whatever a person says: matched by hand or dismissed only. */
const NEVER_RELEASED: ReadonlySet<HoldReason> = new Set<HoldReason>([
  "reversed",
  "sender_unlikely",
  "time_unlikely",
  "outside_match_window",
  "unreadable_name",
]);

/** Of the reasons for which a deposit is held, those that a release takes away. */
export function releasable(reasons: readonly HoldReason[]): HoldReason[] {
  return reasons.filter((reason) => !NEVER_RELEASED.has(reason));
}

/** The other reasons: the deposit stays held for them. */
export function kept(reasons: readonly HoldReason[]): HoldReason[] {
  return reasons.filter((reason) => NEVER_RELEASED.has(reason));
}
