import type { ReactNode } from "react";
import { Link } from "react-router";
import type { Sum, Sums } from "../../api/sums";
import { paths } from "../../app/paths";
import { useHere } from "../../app/workspace";
import { count, won } from "../../format/money";
import { useText } from "../../i18n/language";
import classes from "./Today.module.css";

const more = (sum: Sum): string => (sum.capped ? "+" : "");

/** The day in four figures; while they load, their places stand already. */
export function Figures({ sums }: { sums: Sums | undefined }) {
  const { t, language } = useText();
  const { id } = useHere();
  const amount = (sum: Sum) => `${won(sum.amount, language)}${more(sum)}`;
  const pieces = (sum: Sum) => t.today.pieces(`${count(sum.count)}${more(sum)}`);
  const orders = (status: string) => `${paths.section(id, "orders")}?${status}`;
  return (
    <dl className={classes.figures}>
      <Figure name={t.today.paid} big={sums && amount(sums.paid)} small={sums && pieces(sums.paid)} />
      <Figure
        name={t.today.orders}
        big={sums && pieces(sums.ordersToday)}
        small={sums && amount(sums.ordersToday)}
        to={orders(`from=${sums?.day}&to=${sums?.day}`)}
      />
      <Figure
        name={t.today.pending}
        big={sums && pieces(sums.pending)}
        small={sums && amount(sums.pending)}
        to={orders("status=PENDING")}
      />
      <Figure
        name={t.today.unmatched}
        big={sums && pieces(sums.unmatched)}
        small={sums && (sums.unmatched.count === 0 ? t.today.allClear : amount(sums.unmatched))}
        to={paths.section(id, "deposits")}
        tone={sums !== undefined && sums.unmatched.count > 0 ? "warn" : "plain"}
      />
    </dl>
  );
}

interface FigureProps {
  name: string;
  big: ReactNode;
  small: ReactNode;
  to?: string;
  tone?: "plain" | "warn";
}

function Figure({ name, big, small, to, tone = "plain" }: FigureProps) {
  return (
    <div className={classes.figure} data-tone={tone}>
      <dt>{to === undefined ? name : <Link to={to}>{name}</Link>}</dt>
      <dd className={`${classes.big} num`}>{big ?? "–"}</dd>
      <dd className={`${classes.small} num`}>{small ?? " "}</dd>
    </div>
  );
}
