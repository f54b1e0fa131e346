import { useState } from "react";
import { type OrderFilter, orderPages, useOrders } from "../../api/orders";
import { every, PAGE_MAX } from "../../api/pages";
import { useHere } from "../../app/workspace";
import ExportDialog from "../../components/ExportDialog";
import { knownRows } from "../../components/knownRows";
import { wordOf } from "../../components/Story";
import { amountsText } from "../../format/money";
import { sheetTime } from "../../format/time";
import { useText } from "../../i18n/language";

/** The orders of the list, in a file. */
export default function ExportOrders({ filter: shown, close }: { filter: OrderFilter; close: () => void }) {
  const { t, language } = useText();
  const { id } = useHere();
  const [days, setDays] = useState({ from: shown.from, to: shown.to });
  const filter = { ...shown, ...days };
  const o = t.orders;
  return (
    <ExportDialog
      close={close}
      name={t.sections.orders}
      conditions={[
        [o.status, filter.status && o.statuses[filter.status]],
        [o.number, filter.number && o.begins(filter.number)],
        [o.depositor, filter.name],
        [o.amount, amountsText(filter, language)],
      ]}
      dayLabel={o.placedOn}
      days={days}
      setDays={setDays}
      known={knownRows(useOrders(id, filter).data)}
      head={[
        o.number,
        o.amount,
        o.depositor,
        o.status,
        o.difference,
        o.placedAt,
        o.orderedAt,
        o.matchedAt,
        o.expires,
        o.email,
        o.phone,
        o.memo,
        o.matchedDeposit,
      ]}
      pages={(signal) => every(orderPages(id, filter, PAGE_MAX), signal)}
      row={(order) => [
        order.order_number,
        order.amount,
        order.depositor_name,
        wordOf(o.statuses, order.status),
        order.difference,
        sheetTime(order.created_at),
        sheetTime(order.ordered_at),
        sheetTime(order.matched_at),
        sheetTime(order.expires_at),
        order.customer_email,
        order.customer_phone,
        order.memo,
        order.matched_deposit_id,
      ]}
    />
  );
}
