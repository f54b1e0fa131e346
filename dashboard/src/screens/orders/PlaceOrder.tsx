import { Modal } from "@mantine/core";
import { useAccounts } from "../../api/accounts";
import { api, take } from "../../api/client";
import { wsKey } from "../../api/people";
import { useAction } from "../../api/useAction";
import { useHere } from "../../app/workspace";
import { toast } from "../../components/toast";
import { useText } from "../../i18n/language";
import { EMPTY_ORDER, type OrderBody, OrderForm, type OrderValues } from "./OrderForm";
import { warnOf } from "./OrderWarnings";

interface Props {
  opened: boolean;
  /** What is known of the order already, as of a deposit that has none. */
  known: Partial<OrderValues>;
  close: (placed: boolean) => void;
}

export function PlaceOrder({ opened, known, close }: Props) {
  const { t } = useText();
  const { id } = useHere();
  const accounts = (useAccounts(id).data ?? []).filter((account) => account.is_active);
  const place = useAction(
    (body: OrderBody, headers) =>
      take(api.POST("/workspaces/{id}/orders", { params: { path: { id } }, body, headers })),
    wsKey(id),
  );
  return (
    <Modal opened={opened} onClose={() => close(false)} title={t.orders.place}>
      <OrderForm
        initial={{ ...EMPTY_ORDER, ...known }}
        fixed={[]}
        accounts={accounts}
        submitLabel={t.orders.placeYes}
        pending={place.isPending}
        cancel={() => close(false)}
        submit={(body, failed) =>
          place.mutate(body, {
            onSuccess: (order) => {
              const matched = order.status === "MATCHED";
              toast.done((matched ? t.orders.placedMatched : t.orders.placedWaits)(order.order_number));
              warnOf(order.warnings, t);
              close(true);
            },
            onError: failed,
          })
        }
      />
    </Modal>
  );
}
