import { Link, useParams, useSearchParams } from "react-router";
import type { Order } from "../../api/client";
import { paths } from "../../app/paths";
import { useHere } from "../../app/workspace";
import { Deadline } from "../../components/Deadline";
import { Money } from "../../components/Money";
import { OrderTag } from "../../components/OrderTag";
import { PaidBar } from "../../components/PaidBar";
import classes from "../../components/Table.module.css";
import { Tag } from "../../components/Tag";
import { When } from "../../components/When";
import { sumOf, won } from "../../format/money";
import { type Text, useText } from "../../i18n/language";
import rows from "./OrdersTable.module.css";

/** Something was received, and not just what was asked. */
const isPaidOtherwise = ({ amount, amount_received }: Order) => amount_received !== 0 && amount_received !== amount;

/** What orders ask for together, and what was received for them. */
export function orderSums(orders: readonly Order[], { t, language }: Text): string {
  const asked = sumOf(orders, (order) => order.amount);
  const received = sumOf(orders, (order) => order.amount_received);
  return t.parts.orderSums(won(asked, language), won(received, language));
}

export function OrdersTable({ orders }: { orders: Order[] }) {
  const { t } = useText();
  const open = Number(useParams().order);
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">{t.orders.number}</th>
          <th scope="col">{t.orders.depositor}</th>
          <th scope="col" className={classes.right}>
            {t.orders.amount}
          </th>
          <th scope="col">{t.orders.status}</th>
          <th scope="col">{t.orders.expires}</th>
          <th scope="col">{t.orders.placed}</th>
        </tr>
      </thead>
      <tbody>
        {orders.map((order) => (
          <Row key={order.id} order={order} isOpen={order.id === open} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ order, isOpen }: { order: Order; isOpen: boolean }) {
  const { t } = useText();
  const { id } = useHere();
  const [params] = useSearchParams();
  return (
    <tr className={rows.row} data-selected={isOpen}>
      <td className={rows.number}>
        <Link
          to={{ pathname: paths.order(id, order.id), search: params.toString() }}
          className={classes.open}
          preventScrollReset
        >
          {order.order_number}
        </Link>
      </td>
      <td className={rows.name}>
        {order.depositor_name}
        {order.status !== "MATCHED" && order.warnings.length > 0 && (
          <>
            {" "}
            <Tag tone="warn">{t.orders.warned}</Tag>
          </>
        )}
      </td>
      <td className={`${classes.right} ${rows.amount}`}>
        <strong>
          <Money amount={order.amount} />
        </strong>
        {isPaidOtherwise(order) && <PaidBar order={order} slim />}
      </td>
      <td className={rows.status}>
        <OrderTag order={order} />
      </td>
      <td className={rows.deadline}>
        <Deadline order={order} />
      </td>
      <td className={`${classes.secondary} ${rows.placed}`} data-label={t.orders.placed}>
        <When at={order.created_at} />
      </td>
    </tr>
  );
}
