import { Link } from "react-router";
import type { Backtest, Backtested } from "../../api/backtest";
import type { Schemas } from "../../api/client";
import { paths } from "../../app/paths";
import { useHere } from "../../app/workspace";
import { Tag } from "../../components/Tag";
import { When } from "../../components/When";
import { won } from "../../format/money";
import { dayOf, longDay } from "../../format/time";
import { useText } from "../../i18n/language";
import { wordOf } from "../../i18n/wordOf";
import classes from "./LastMonth.module.css";

/** Since when, and of how many decisions, it is told below. Nothing where people decided nothing. */
export function MonthNote({ month }: { month: Backtest | undefined }) {
  const { t, language } = useText();
  if (month === undefined || month.decisions === 0) return null;
  return <p className={classes.note}>{t.policies.month(longDay(dayOf(month.since), language), month.decisions)}</p>;
}

interface Props {
  month: Backtest | undefined;
  policy: Schemas["PolicyKind"];
}

/** What one policy would have made of the decisions of last month: how many alike, how many otherwise, and which. */
export function LastMonth({ month, policy }: Props) {
  const { t } = useText();
  if (month === undefined || month.decisions === 0) return null;
  const made = month.policies.find((one) => one.policy === policy);
  if (made === undefined) return null;
  if (made.rows.length === 0) return <p className={classes.note}>{t.policies.wouldHaveNone}</p>;
  return (
    <details className={classes.made}>
      <summary>
        {t.policies.wouldHave(made.same)}{" "}
        {made.otherwise > 0 && <Tag tone="bad">{t.policies.wouldHaveOtherwise(made.otherwise)}</Tag>}
      </summary>
      <ul className={classes.rows}>
        {made.rows.map((row) => (
          <Row key={`${row.at}-${row.deposits.map((deposit) => deposit.id).join("-")}`} row={row} />
        ))}
      </ul>
    </details>
  );
}

function Row({ row }: { row: Backtested }) {
  const { t, language } = useText();
  return (
    <li>
      <p>
        <Deposits row={row} />
        {" → "}
        <Orders orders={row.orders} />
        {row.difference !== 0 && (
          <>
            {" "}
            <Tag>
              {row.difference < 0
                ? t.proposals.missing(won(-row.difference, language))
                : t.proposals.tooMuch(won(row.difference, language))}
            </Tag>
          </>
        )}
      </p>
      <p className={classes.note}>
        {row.is_same ? t.policies.alike : <Tag tone="bad">{t.policies.otherwise}</Tag>} <Decided row={row} />
        {" · "}
        <When at={row.decided_at} />
      </p>
    </li>
  );
}

/** What a person decided, where that was something else. */
function Decided({ row }: { row: Backtested }) {
  const { t } = useText();
  if (row.is_same) return null;
  if (row.dismissed != null) return <>{wordOf(t.holds.dismissReasons, row.dismissed)}</>;
  if (row.decided_orders.length === 0) return <>{t.policies.decidedNothing}</>;
  return (
    <>
      {"→ "}
      <Orders orders={row.decided_orders} />
      {row.decided_rest != null && ` · ${wordOf(t.policies.treatments, row.decided_rest)}`}
    </>
  );
}

function Deposits({ row }: { row: Backtested }) {
  const { t, language } = useText();
  const { id } = useHere();
  return row.deposits.map((deposit, nth) => (
    <span key={deposit.id}>
      {nth > 0 && " + "}
      <Link to={paths.deposit(id, deposit.id)} className="lp-link">
        {`${deposit.depositor_name ?? t.deposits.noName} ${won(deposit.amount, language)}`}
      </Link>
    </span>
  ));
}

function Orders({ orders }: { orders: Backtested["orders"] }) {
  const { language } = useText();
  const { id } = useHere();
  return orders.map((order, nth) => (
    <span key={order.id}>
      {nth > 0 && " + "}
      <Link to={paths.order(id, order.id)} className="lp-link">
        {`${order.order_number} ${order.depositor_name} ${won(order.amount, language)}`}
      </Link>
    </span>
  ));
}
