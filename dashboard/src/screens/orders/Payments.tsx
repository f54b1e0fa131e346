import { Anchor } from "@mantine/core";
import { Link } from "react-router";
import type { OrderStory } from "../../api/client";
import { paths } from "../../app/paths";
import { useHere } from "../../app/workspace";
import { Money } from "../../components/Money";
import { PaidBar } from "../../components/PaidBar";
import { exact } from "../../format/time";
import { useText } from "../../i18n/language";
import classes from "./Order.module.css";

/** The deposits that pay parts of an order, and how much of it they pay together. */
export function Payments({ order }: { order: OrderStory }) {
  const { t, language } = useText();
  const { id } = useHere();
  return (
    <section className={classes.paid} aria-label={t.orders.payments}>
      <h3>{t.orders.payments}</h3>
      <PaidBar order={order} />
      <ul className={classes.parts}>
        {order.payments.map((part) => (
          <li key={part.deposit_id}>
            <Anchor component={Link} to={paths.deposit(id, part.deposit_id)} underline="always">
              {t.deposits.numbered(part.deposit_id)}
            </Anchor>{" "}
            · <Money amount={part.amount} /> · {exact(part.at, language)}
          </li>
        ))}
      </ul>
    </section>
  );
}
