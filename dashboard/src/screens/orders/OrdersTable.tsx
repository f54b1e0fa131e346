import { Link, useParams, useSearchParams } from "react-router";
import type { Order } from "../../api/client";
import { paths } from "../../app/paths";
import { useHere } from "../../app/workspace";
import { Deadline } from "../../components/Deadline";
import { Money } from "../../components/Money";
import { OrderTag } from "../../components/OrderTag";
import classes from "../../components/Table.module.css";
import { Tag } from "../../components/Tag";
import { When } from "../../components/When";
import { useText } from "../../i18n/language";
import rows from "./OrdersTable.module.css";

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
          <th scope="col">{t.orders.expires}</th>
          <th scope="col">{t.orders.placed}</th>
        </tr>
      </thead>
      <tbody>
        {orders.map((order) => (
          <tr key={order.id} className={rows.row} data-selected={order.id === open}>
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
        ))}
      </tbody>
    </table>
  );
}
