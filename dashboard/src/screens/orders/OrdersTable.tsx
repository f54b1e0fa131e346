import { Link, useParams, useSearchParams } from "react-router";
import type { Order } from "../../api/client";
import { paths } from "../../app/paths";
import { useHere } from "../../app/workspace";
import { Money } from "../../components/Money";
import { OrderTag } from "../../components/OrderTag";
import classes from "../../components/Table.module.css";
import { When } from "../../components/When";
import { useText } from "../../i18n/language";

export function OrdersTable({ orders }: { orders: Order[] }) {
  const { t } = useText();
  const { id } = useHere();
  const open = Number(useParams().order);
  const [params] = useSearchParams();
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
          <th scope="col">{t.orders.placed}</th>
        </tr>
      </thead>
      <tbody>
        {orders.map((order) => (
          <tr key={order.id} data-selected={order.id === open}>
            <td className={classes.wide}>
              <Link
                to={{ pathname: paths.order(id, order.id), search: params.toString() }}
                className={classes.open}
                preventScrollReset
              >
                {order.order_number}
              </Link>
            </td>
            <td>{order.depositor_name}</td>
            <td className={classes.right}>
              <strong>
                <Money amount={order.amount} />
              </strong>
            </td>
            <td>
              <OrderTag status={order.status} />
            </td>
            <td className={classes.secondary}>
              <When at={order.created_at} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
