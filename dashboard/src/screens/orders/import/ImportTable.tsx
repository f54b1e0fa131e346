import { memo, type ReactNode } from "react";
import { ApiError } from "../../../api/problem";
import { Money } from "../../../components/Money";
import { Tag } from "../../../components/Tag";
import { When } from "../../../components/When";
import { useText } from "../../../i18n/language";
import { fieldText, problemText } from "../../../i18n/problems";
import type { Field } from "./headings";
import classes from "./Import.module.css";
import { useFieldNames } from "./MapColumns";
import type { ImportRow, RowFault } from "./rows";
import { mayPass, type Outcome } from "./send";
import { useWords } from "./words";

interface Props {
  rows: ImportRow[];
  outcomes: ReadonlyMap<number, Outcome>;
}

/** The rows, each with its faults or with what became of it; those with faults first. */
export function ImportTable({ rows, outcomes }: Props) {
  const { t } = useText();
  const words = useWords();
  const [faulty, sound] = [rows.filter((row) => row.faults.length > 0), rows.filter((row) => row.faults.length === 0)];
  const timed = rows.some((row) => row.body.ordered_at !== null || row.unread.ordered_at !== undefined);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className={classes.scroll} tabIndex={0} aria-label={words.rows}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{words.line}</th>
            <th scope="col">{t.orders.number}</th>
            <th scope="col">{t.orders.amount}</th>
            <th scope="col">{t.orders.depositor}</th>
            {timed && <th scope="col">{t.orders.orderedAt}</th>}
            <th scope="col">{words.outcome}</th>
          </tr>
        </thead>
        <tbody>
          {[...faulty, ...sound].map((row) => (
            <Row key={row.line} row={row} outcome={outcomes.get(row.line)} timed={timed} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface ResultProps {
  row: ImportRow;
  outcome: Outcome | undefined;
}

interface RowProps extends ResultProps {
  timed: boolean;
}

/** Two thousand rows stand still while one of them changes. */
const Row = memo(function Row({ row, outcome, timed }: RowProps) {
  const { body, unread } = row;
  return (
    <tr>
      <td className="num">{row.line}</td>
      <td>{body.order_number || "–"}</td>
      <td>
        <Cell unread={unread.amount}>{body.amount === 0 ? "–" : <Money amount={body.amount} />}</Cell>
      </td>
      <td>{body.depositor_name || "–"}</td>
      {timed && (
        <td>
          <Cell unread={unread.ordered_at}>{body.ordered_at === null ? "–" : <When at={body.ordered_at} />}</Cell>
        </td>
      )}
      <td className={classes.result}>
        <Result row={row} outcome={outcome} />
      </td>
    </tr>
  );
});

/** What was read, or what stands in the file where it could not be read. */
function Cell({ unread, children }: { unread: string | undefined; children: ReactNode }) {
  return unread === undefined ? children : <span className={classes.unread}>{unread}</span>;
}

function Result({ row, outcome }: ResultProps) {
  const { t } = useText();
  const words = useWords();
  const why = useWhy();
  if (row.faults.length > 0) {
    // The table has no column of deadlines.
    const deadline = row.unread.expires_at;
    const said = (fault: RowFault) =>
      fault === "expires" && deadline !== undefined
        ? words.unread(deadline, words.faults.expires)
        : words.faults[fault];
    return <span className={classes.bad}>{row.faults.map(said).join(" ")}</span>;
  }
  if (outcome === undefined) return <Tag>{words.ready}</Tag>;
  if ("error" in outcome) {
    return (
      <span className={classes.bad}>
        {why(outcome.error)}
        {mayPass(outcome) && ` ${words.mayPass}`}
      </span>
    );
  }
  const matched = outcome.order.status === "MATCHED";
  return (
    <>
      <Tag tone="good">{matched ? words.matched : words.placed}</Tag>
      {!matched && outcome.order.warnings.length > 0 && <Tag tone="warn">{t.orders.warned}</Tag>}
    </>
  );
}

/** Of a refused row: which of its columns, and why. */
function useWhy(): (error: unknown) => string {
  const text = useText();
  const names: Partial<Record<string, string>> = useFieldNames() satisfies Record<Field, string>;
  return (error) => {
    if (!(error instanceof ApiError) || error.fields.length === 0) return problemText(error, text);
    return error.fields.map((one) => `${names[one.field] ?? one.field}: ${fieldText(one, text)}`).join(" ");
  };
}
