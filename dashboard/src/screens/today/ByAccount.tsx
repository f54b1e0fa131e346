import { Link } from "react-router";
import { accountName, useAccounts } from "../../api/accounts";
import type { DaySum } from "../../api/sums";
import { paths } from "../../app/paths";
import { useHere } from "../../app/workspace";
import { Card } from "../../components/Card";
import { count, won } from "../../format/money";
import { useText } from "../../i18n/language";
import classes from "./ByAccount.module.css";

interface Sum {
  count: number;
  amount: number;
}

interface Row {
  account: number;
  day: Sum;
  all: Sum;
}

const NONE: Sum = { count: 0, amount: 0 };

const plus = (one: Sum, other: Sum): Sum => ({ count: one.count + other.count, amount: one.amount + other.amount });

/** What came into each account, on the day and in all days; the most first. */
export function sumsByAccount(days: readonly DaySum[], day: string): Row[] {
  const rows = new Map<number, Row>();
  for (const each of days) {
    for (const { bank_account_id: account, deposits } of each.accounts) {
      const row = rows.get(account) ?? { account, day: NONE, all: NONE };
      const ofDay = each.day === day ? deposits : NONE;
      rows.set(account, { account, day: plus(row.day, ofDay), all: plus(row.all, deposits) });
    }
  }
  return [...rows.values()].sort((one, other) => other.all.amount - one.all.amount);
}

/** The day and the days of the chart by account: nothing where all came into one. */
export function ByAccount({ days, day }: { days: DaySum[] | undefined; day: string }) {
  const { t, language } = useText();
  const { id } = useHere();
  const accounts = useAccounts(id).data;
  const rows = sumsByAccount(days ?? [], day);
  if (rows.length < 2) return null;
  const [first] = days ?? [];
  const since = `from=${first?.day}&to=${day}`;
  const cell = (sum: Sum) => (
    <td className="num">
      {won(sum.amount, language)} <span className={classes.pieces}>{t.today.pieces(count(sum.count))}</span>
    </td>
  );
  return (
    <Card title={t.today.byAccount}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t.today.account}</th>
            <th scope="col">{t.today.todaySum}</th>
            <th scope="col">{t.today.chart(days?.length ?? 0)}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.account}>
              <th scope="row">
                <Link to={`${paths.section(id, "deposits")}?view=all&account=${row.account}&${since}`}>
                  {accountName(accounts, row.account)}
                </Link>
              </th>
              {cell(row.day)}
              {cell(row.all)}
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}
