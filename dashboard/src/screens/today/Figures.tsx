import type { ReactNode } from "react";
import { Link } from "react-router";
import type { Phone } from "../../api/phones";
import type { Counts, DaySum } from "../../api/sums";
import { paths } from "../../app/paths";
import { useHere } from "../../app/workspace";
import { count, won } from "../../format/money";
import { useText } from "../../i18n/language";
import classes from "./Today.module.css";

interface Sum {
  count: number;
  amount: number;
  capped?: boolean;
}

const more = (sum: Sum): string => (sum.capped === true ? "+" : "");

interface Props {
  /** The day's own sums. */
  day: DaySum | undefined;
  open: Counts | undefined;
  phones: Phone[] | undefined;
}

/** The day in five figures; while they load, their places stand already. */
export function Figures({ day, open, phones }: Props) {
  const { t, language } = useText();
  const { id } = useHere();
  const amount = (sum: Sum) => `${won(sum.amount, language)}${more(sum)}`;
  const pieces = (sum: Sum) => t.today.pieces(`${count(sum.count)}${more(sum)}`);
  const orders = (status: string) => `${paths.section(id, "orders")}?${status}`;
  return (
    <dl className={classes.figures}>
      <Figure
        name={t.today.paid}
        big={day && amount(day.matched)}
        small={day && t.today.ofDeposits(`${count(day.matched.count)}${more(day.matched)}`)}
        to={`${paths.section(id, "deposits")}?view=matched&from=${day?.day}&to=${day?.day}`}
      />
      <Figure
        name={t.today.orders}
        big={day && pieces(day.orders)}
        small={day && amount(day.orders)}
        to={orders(`from=${day?.day}&to=${day?.day}`)}
      />
      <Figure
        name={t.today.pending}
        big={open && pieces(open.pending)}
        small={open && amount(open.pending)}
        to={orders("status=PENDING")}
      />
      <Figure
        name={t.today.unmatched}
        big={open && pieces(open.unmatched)}
        small={open && (open.unmatched.count === 0 ? t.today.allClear : amount(open.unmatched))}
        to={paths.section(id, "deposits")}
        tone={open !== undefined && open.unmatched.count > 0 ? "warn" : "plain"}
      />
      <PhonesFigure phones={phones} />
    </dl>
  );
}

/** Which phones speak. A shop whose phones are silent hears of no deposit, so that stands among its figures. */
function PhonesFigure({ phones }: { phones: Phone[] | undefined }) {
  const { t } = useText();
  const { id } = useHere();
  const alive = phones?.filter((phone) => phone.status === "ONLINE").length ?? 0;
  const all = phones?.length ?? 0;
  const unseen = phones?.some((phone) => phone.last_seen_at === null) ?? false;
  const missing = unseen ? t.today.phonesUnseen : t.today.phonesSilent;
  return (
    <Figure
      name={t.today.phones}
      big={phones && (all === 0 ? "–" : t.today.phonesAlive(alive, all))}
      small={phones && (all === 0 ? t.today.phonesNone : alive === all ? t.today.phonesWell : missing)}
      to={paths.section(id, "phones")}
      tone={alive < all ? "warn" : "plain"}
    />
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
