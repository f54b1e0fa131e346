import type { OrderStory } from "../../api/client";
import { toast } from "../../components/toast";
import { toLocalInput } from "../../format/time";
import { useText } from "../../i18n/language";
import { type OrderBody, OrderForm, type OrderValues } from "./OrderForm";
import { warnOf } from "./OrderWarnings";
import { useAmend } from "./useAmend";

function valuesOf(order: OrderStory): OrderValues {
  return {
    order_number: order.order_number,
    amount: order.amount,
    depositor_name: order.depositor_name,
    customer_email: order.customer_email ?? "",
    customer_phone: order.customer_phone ?? "",
    memo: order.memo ?? "",
    expires_at: order.expires_at == null ? "" : toLocalInput(order.expires_at),
    bank_account_id: null,
  };
}

/** Only what the person changed: what another person changes meanwhile stays theirs. */
export function changesOf(order: OrderStory, body: OrderBody): Partial<OrderBody> {
  const before: OrderBody = {
    order_number: order.order_number,
    amount: order.amount,
    depositor_name: order.depositor_name,
    customer_email: order.customer_email ?? null,
    customer_phone: order.customer_phone ?? null,
    memo: order.memo ?? null,
    expires_at: order.expires_at ?? null,
  };
  const sameMinute = (a: string | null, b: string | null) => (a ?? "").slice(0, 16) === (b ?? "").slice(0, 16);
  const changed = Object.entries(body).filter(([name, value]) => {
    if (name === "expires_at") return !sameMinute(before.expires_at, body.expires_at);
    return Reflect.get(before, name) !== value;
  });
  return Object.fromEntries(changed);
}

export function EditOrder({ order, close }: { order: OrderStory; close: () => void }) {
  const { t } = useText();
  const amend = useAmend(order.id);
  const paid: readonly (keyof OrderValues)[] = ["amount", "depositor_name", "expires_at"];
  return (
    <OrderForm
      initial={valuesOf(order)}
      fixed={order.status === "MATCHED" ? ["order_number", ...paid] : ["order_number"]}
      submitLabel={t.common.save}
      pending={amend.isPending}
      cancel={close}
      submit={(body, failed) =>
        amend.mutate(changesOf(order, body), {
          onSuccess: (saved) => {
            toast.done(t.orders.saved(order.order_number));
            warnOf(saved.warnings, t);
            close();
          },
          onError: failed,
        })
      }
    />
  );
}
