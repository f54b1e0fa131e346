import { Anchor, Stack } from "@mantine/core";
import { useState } from "react";
import { Link } from "react-router";
import { useAccounts } from "../../api/accounts";
import type { OrderStory } from "../../api/client";
import { useOrder } from "../../api/orders";
import { paths } from "../../app/paths";
import { useHere } from "../../app/workspace";
import { Deadline } from "../../components/Deadline";
import { Facts } from "../../components/Facts";
import { Money } from "../../components/Money";
import { OrderTag } from "../../components/OrderTag";
import { Panel } from "../../components/Panel";
import { Ghosts } from "../../components/Rows";
import { Story } from "../../components/Story";
import { Trouble } from "../../components/Trouble";
import { exact } from "../../format/time";
import { useText } from "../../i18n/language";
import { EditOrder } from "./EditOrder";
import classes from "./Order.module.css";
import { OrderActions } from "./OrderActions";
import { OrderWarnings } from "./OrderWarnings";
import { PaidBy } from "./PaidBy";
import { Payments } from "./Payments";

/** An order with its whole story. `null`: closed. */
export function OrderDrawer({ id, close }: { id: number | null; close: () => void }) {
  const { t } = useText();
  const here = useHere();
  const order = useOrder(here.id, id);
  const title = order.data?.order_number ?? (id === null ? "" : t.orders.numbered(id));
  return (
    <Panel opened={id !== null} close={close} title={title}>
      {order.data === undefined ? (
        order.error === null ? (
          <Ghosts />
        ) : (
          <Trouble error={order.error} retry={() => void order.refetch()} />
        )
      ) : (
        <Content key={order.data.id} order={order.data} />
      )}
    </Panel>
  );
}

function Content({ order }: { order: OrderStory }) {
  const { t, language } = useText();
  const { id } = useHere();
  const account = useAccounts(id).data?.find((one) => one.id === order.bank_account_id);
  const notes = Object.entries(order.metadata);
  const inParts = order.payment_state === "PARTIAL" || order.payments.length > 1;
  const [editing, setEditing] = useState(false);
  if (editing) return <EditOrder order={order} close={() => setEditing(false)} />;
  return (
    <Stack gap="lg">
      <div className={classes.head}>
        <span className={classes.amount}>
          <Money amount={order.amount} />
        </span>
        <OrderTag order={order} />
      </div>
      <OrderWarnings warnings={order.status === "MATCHED" ? [] : order.warnings} />
      <Facts
        facts={[
          [t.orders.depositor, order.depositor_name],
          [
            t.orders.expires,
            order.expires_at == null ? null : <PayBy key="expires" order={order} at={order.expires_at} />,
          ],
          [t.orders.email, order.customer_email],
          [t.orders.phone, order.customer_phone],
          [t.orders.memo, order.memo],
          [t.orders.account, account && `${account.bank_name} ${account.account_number}`],
          [
            t.orders.metadata,
            notes.length > 0 && notes.map(([name, value]) => <div key={name}>{`${name}: ${value}`}</div>),
          ],
          [t.orders.orderedAt, order.ordered_at == null ? null : exact(order.ordered_at, language)],
          [t.orders.placed, exact(order.created_at, language)],
        ]}
      />
      <OrderActions order={order} edit={() => setEditing(true)} />
      {(order.status === "PENDING" || order.status === "EXPIRED") && (
        <Anchor
          component={Link}
          to={`${paths.section(id, "deposits")}?min=${order.amount_open}&max=${order.amount_open}`}
          underline="always"
        >
          {t.orders.sameAmount}
        </Anchor>
      )}
      {inParts && <Payments order={order} />}
      {!inParts && order.matched_deposit_id != null && <PaidBy deposit={order.matched_deposit_id} />}
      <Story entries={order.history} />
    </Stack>
  );
}

/** While an order waits, how much time is left; later only when it ended. */
function PayBy({ order, at }: { order: OrderStory; at: string }) {
  const { language } = useText();
  return order.status === "PENDING" ? <Deadline order={order} /> : exact(at, language);
}
