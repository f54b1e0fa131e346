import { useState } from "react";
import { saveOrders } from "../../api/files";
import { ORDER_STATUSES, type OrderFilter, useOrders } from "../../api/orders";
import { useHere } from "../../app/workspace";
import ExportDialog from "../../components/ExportDialog";
import { knownRows } from "../../components/knownRows";
import { amountsText } from "../../format/money";
import { useText } from "../../i18n/language";

/** The orders of the list, in a file. */
export default function ExportOrders({ filter: shown, close }: { filter: OrderFilter; close: () => void }) {
  const { t, language } = useText();
  const { id } = useHere();
  const [days, setDays] = useState({ from: shown.from, to: shown.to });
  const [status, setStatus] = useState(shown.status);
  const filter = { ...shown, ...days, status };
  const o = t.orders;
  return (
    <ExportDialog
      close={close}
      name={t.sections.orders}
      view={{
        label: o.status,
        choices: [["", t.common.all] as const, ...ORDER_STATUSES.map((it) => [it, o.statuses[it]] as const)],
        value: status ?? "",
        onChange: (next) => setStatus(ORDER_STATUSES.find((it) => it === next) ?? null),
      }}
      conditions={[
        [o.number, filter.number && o.begins(filter.number)],
        [o.depositor, filter.name],
        [o.amount, amountsText(filter, language)],
      ]}
      dayLabel={o.placedOn}
      days={days}
      setDays={setDays}
      known={knownRows(useOrders(id, filter).data)}
      download={(kind, signal) => saveOrders(id, filter, kind, language, signal)}
    />
  );
}
