import type { Order } from "../api/client";
import { won } from "../format/money";
import { useText } from "../i18n/language";
import classes from "./PaidBar.module.css";

/** How much of an order is paid. `slim`: beside the amount, in a list. */
export function PaidBar({ order, slim = false }: { order: Order; slim?: boolean }) {
  const { t, language } = useText();
  const received = won(order.amount_received, language);
  const told = t.orders.receivedOf(received, won(order.amount, language));
  return (
    <div className={slim ? classes.slim : undefined}>
      <progress className={classes.bar} max={order.amount} value={order.amount_received} aria-label={told} />
      <p className={classes.words}>{slim ? t.parts.received(received) : told}</p>
    </div>
  );
}
