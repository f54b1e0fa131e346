import { Money } from "../../components/Money";
import { Tag } from "../../components/Tag";
import { useText } from "../../i18n/language";
import { problemText } from "../../i18n/problems";
import classes from "./Import.module.css";
import type { ImportRow, Outcome } from "./importing";

interface Props {
  rows: ImportRow[];
  outcomes: ReadonlyMap<number, Outcome>;
}

/** The file's rows, each with its faults or with what became of it. */
export function ImportTable({ rows, outcomes }: Props) {
  const { t } = useText();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className={classes.scroll} tabIndex={0} aria-label={t.orders.import.rows}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t.orders.import.line}</th>
            <th scope="col">{t.orders.number}</th>
            <th scope="col">{t.orders.amount}</th>
            <th scope="col">{t.orders.depositor}</th>
            <th scope="col">{t.orders.import.outcome}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.line}>
              <td className="num">{row.line}</td>
              <td>{row.body.order_number || "–"}</td>
              <td>{row.body.amount === 0 ? "–" : <Money amount={row.body.amount} />}</td>
              <td>{row.body.depositor_name || "–"}</td>
              <td>
                <Result row={row} outcome={outcomes.get(row.line)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Result({ row, outcome }: { row: ImportRow; outcome: Outcome | undefined }) {
  const text = useText();
  const { t } = text;
  if (row.faults.length > 0) {
    return <span className={classes.bad}>{row.faults.map((fault) => t.orders.import.faults[fault]).join(" ")}</span>;
  }
  if (outcome === undefined) return <Tag>{t.orders.import.ready}</Tag>;
  if ("error" in outcome) return <span className={classes.bad}>{problemText(outcome.error, text)}</span>;
  const matched = outcome.order.status === "MATCHED";
  return (
    <>
      <Tag tone="good">{matched ? t.orders.import.matched : t.orders.import.placed}</Tag>
      {!matched && outcome.order.warnings.length > 0 && <Tag tone="warn">{t.orders.warned}</Tag>}
    </>
  );
}
