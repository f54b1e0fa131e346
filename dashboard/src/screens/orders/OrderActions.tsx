import { Button, Group } from "@mantine/core";
import type { OrderStory, Schemas } from "../../api/client";
import { useMatches } from "../../api/matches";
import { useHere } from "../../app/workspace";
import { confirm } from "../../components/confirm";
import { Trouble } from "../../components/Trouble";
import { toast } from "../../components/toast";
import { UnmatchButton } from "../../components/UnmatchButton";
import { won } from "../../format/money";
import { useText } from "../../i18n/language";
import { useAmend } from "./useAmend";

/** What can be done with an order in its state. */
export function OrderActions({ order, edit }: { order: OrderStory; edit: () => void }) {
  const { t, language } = useText();
  const { id, canWrite } = useHere();
  const amend = useAmend(order.id);
  const settle = useMatches(id);
  if (!canWrite) return null;
  const become = (change: Schemas["AmendOrder"], done: string) =>
    amend.mutate(change, { onSuccess: () => toast.done(done) });
  const isPartial = order.payment_state === "PARTIAL";
  const parts = isPartial ? [t.orders.cancelParts(won(order.amount_received, language))] : [];
  const cancelled = t.orders.cancelled(order.order_number);
  const toSendBack = {
    label: t.orders.cancelRefund,
    note: t.orders.cancelRefundNote,
    onYes: () => become({ status: "CANCELLED", received: "REFUND_DUE" }, cancelled),
  };
  const cancel = () =>
    confirm({
      title: t.orders.cancelTitle,
      body: [t.orders.cancelBody(order.order_number, won(order.amount, language)), ...parts].join(" "),
      yes: t.orders.cancelYes,
      no: t.common.leave,
      grave: true,
      onYes: () => become({ status: "CANCELLED" }, cancelled),
      ...(isPartial && { other: toSendBack }),
    });
  const accept = () =>
    confirm({
      title: t.orders.settleTitle,
      body: t.orders.settleBody(won(order.amount_received, language), won(order.amount_open, language)),
      yes: t.orders.settleYes,
      no: t.common.leave,
      onYes: () =>
        settle.mutate(
          { deposit_ids: [], order_ids: [order.id], difference: "ACCEPT_SHORT" },
          { onSuccess: () => toast.done(t.orders.settled(order.order_number)) },
        ),
    });
  const said = order.expires_at == null ? t.orders.reopened : t.orders.reopenedFree;
  const reopen = () => become({ status: "PENDING", expires_at: null }, said(order.order_number));
  return (
    <>
      <Group gap="xs">
        <Button variant="default" onClick={edit}>
          {t.common.edit}
        </Button>
        {(order.status === "CANCELLED" || order.status === "EXPIRED") && (
          <Button variant="default" onClick={reopen} loading={amend.isPending}>
            {t.orders.reopen}
          </Button>
        )}
        {isPartial && (
          <Button variant="default" onClick={accept} loading={settle.isPending}>
            {t.orders.settle}
          </Button>
        )}
        {(order.status === "PENDING" || order.status === "EXPIRED") && (
          <Button variant="default" onClick={cancel} loading={amend.isPending}>
            {t.orders.cancel}
          </Button>
        )}
        {order.matched_deposit_id != null && (
          <UnmatchButton deposit={order.matched_deposit_id} order={order.order_number} />
        )}
      </Group>
      {amend.error !== null && <Trouble error={amend.error} />}
      {settle.error !== null && <Trouble error={settle.error} />}
    </>
  );
}
