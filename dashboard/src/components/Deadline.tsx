import type { Order } from "../api/client";
import { clock, dayOf, exact } from "../format/time";
import { useText } from "../i18n/language";
import classes from "./Deadline.module.css";
import { useNow } from "./When";

type Dated = Pick<Order, "status" | "expires_at">;

/** How a deadline stands: `over` once it has passed, `today` on its last day. `null`: it says nothing any more. */
export function urgency({ status, expires_at }: Dated, now: Date): "over" | "today" | "later" | null {
  if (expires_at == null || (status !== "PENDING" && status !== "EXPIRED")) return null;
  if (Date.parse(expires_at) <= now.getTime()) return "over";
  return dayOf(expires_at) === dayOf(now) ? "today" : "later";
}

/** Until when an order may be paid, while that matters. */
export function Deadline({ order }: { order: Dated }) {
  const { t, language } = useText();
  const now = useNow();
  const how = urgency(order, now);
  if (how === null || order.expires_at == null) return null;
  const at = clock(order.expires_at, language, now);
  // An order that reads as EXPIRED says so by its state; one whose grace is not over yet does not.
  const isOverdue = how === "over" && order.status === "PENDING";
  return (
    <time
      dateTime={order.expires_at}
      title={exact(order.expires_at, language)}
      className={`${classes.deadline} num`}
      data-urgent={isOverdue || how === "today"}
    >
      {(isOverdue ? t.orders.overdue : t.orders.until)(at)}
    </time>
  );
}
