import { type OrderFilter, orderPages } from "../../api/orders";
import { every } from "../../api/pages";
import { useHere } from "../../app/workspace";
import { ExportButton } from "../../components/ExportButton";
import { useText } from "../../i18n/language";

const PAGE = 100;

export function ExportOrders({ filter }: { filter: OrderFilter }) {
  const { t } = useText();
  const { id } = useHere();
  const pages = (signal: AbortSignal) => every(orderPages(id, filter, PAGE), signal);
  const o = t.orders;
  return (
    <ExportButton
      name={t.sections.orders}
      head={[o.number, o.amount, o.depositor, o.status, o.placed, o.matchedAt, o.expires, o.email, o.phone, o.memo]}
      pages={pages}
      row={(order) => [
        order.order_number,
        order.amount,
        order.depositor_name,
        order.status,
        order.created_at,
        order.matched_at,
        order.expires_at,
        order.customer_email,
        order.customer_phone,
        order.memo,
      ]}
    />
  );
}
