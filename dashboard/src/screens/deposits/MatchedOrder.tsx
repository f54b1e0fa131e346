import { Anchor, Group } from "@mantine/core";
import { Link } from "react-router";
import type { Deposit } from "../../api/client";
import { useOrder } from "../../api/orders";
import { paths } from "../../app/paths";
import { useHere } from "../../app/workspace";
import beside from "../../components/Beside.module.css";
import { Facts } from "../../components/Facts";
import { Money } from "../../components/Money";
import { differenceText } from "../../components/OrderTag";
import { UnmatchButton } from "../../components/UnmatchButton";
import { useText } from "../../i18n/language";

interface Props {
  deposit: Deposit;
  order: number;
  /** No other order of the deposit comes after it: what undoes all of them stands here. */
  isLast: boolean;
}

/** An order that a deposit paid. */
export function MatchedOrder({ deposit, order: orderId, isLast }: Props) {
  const { t, language } = useText();
  const { id, canWrite } = useHere();
  const order = useOrder(id, orderId).data;
  const number = order?.order_number ?? t.orders.numbered(orderId);
  const others = deposit.allocations.length - 1;
  return (
    <section>
      <h3 className={beside.section}>{t.deposits.matchedOrder}</h3>
      <Facts
        facts={[
          [
            t.orders.number,
            <Anchor key="order" component={Link} to={paths.order(id, orderId)} underline="always">
              {number}
            </Anchor>,
          ],
          [t.orders.depositor, order?.depositor_name],
          [t.orders.phone, order?.customer_phone],
          [t.orders.amount, order && <Money amount={order.amount} />],
          [t.orders.difference, order && differenceText(order.difference, t, language)],
        ]}
      />
      {canWrite && isLast && (
        <Group mt="sm">
          <UnmatchButton deposit={deposit.id} order={others === 0 ? number : t.deposits.withOthers(number, others)} />
        </Group>
      )}
    </section>
  );
}
