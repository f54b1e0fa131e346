import type { ReactNode } from "react";
import { Link } from "react-router";
import type { Deposit, Order } from "../../api/client";
import { useDeposit } from "../../api/deposits";
import type { Message } from "../../api/messages";
import { useOrder } from "../../api/orders";
import { DepositTag } from "../../components/DepositTag";
import { OrderTag } from "../../components/OrderTag";
import { useNow, When } from "../../components/When";
import { useText } from "../../i18n/language";
import { wordOf } from "../../i18n/wordOf";
import { gist } from "../../screens/inbox/gist";
import { MessageTag } from "../../screens/inbox/MessageList";
import { paths } from "../paths";
import { useHere } from "../workspace";
import { CopySentence } from "./CopySentence";
import classes from "./Search.module.css";
import { ARROW, depositLine, depositSentence, isTakenBack, orderLine, orderSentence, type Saying } from "./sentence";
import { useWords } from "./words";

interface Place {
  /** Enter opens it, and Tab goes on to its buttons. */
  isActive: boolean;
  close: () => void;
}

function useSaying(): Saying {
  const { t, language } = useText();
  return { t, language, words: useWords(), now: useNow() };
}

export function OrderRow({ order, deposits, ...place }: Place & { order: Order; deposits: readonly Deposit[] }) {
  const saying = useSaying();
  const { id } = useHere();
  const paidBy = order.matched_deposit_id ?? null;
  const known = deposits.find((deposit) => deposit.id === paidBy);
  const read = useDeposit(id, known === undefined ? paidBy : null);
  const paidAt = (known ?? read.data)?.deposited_at ?? order.matched_at ?? null;
  const line = orderLine(order, paidAt, saying);
  const notes = [order.memo, order.customer_phone, order.customer_email, isTakenBack(order) && saying.words.takenBack];
  return (
    <>
      <Opens to={paths.order(id, order.id)} line={line} tag={<OrderTag order={order} />} {...place}>
        {notes.filter(Boolean).join(" · ")}
      </Opens>
      <CopySentence line={line} sentence={orderSentence(order, paidAt, saying)} isActive={place.isActive} />
    </>
  );
}

/** The lists of the deposits' screen in which a deposit stands; the first one is shown without being named. */
const VIEWS = { MATCHED: "?view=matched", DISMISSED: "?view=dismissed", WAITING: "", HELD: "" } as const;

export function DepositRow({ deposit, orders, ...place }: Place & { deposit: Deposit; orders: readonly Order[] }) {
  const saying = useSaying();
  const { t } = saying;
  const { id } = useHere();
  const first = deposit.allocations[0]?.order_id ?? null;
  const known = orders.find((order) => order.id === first);
  const read = useOrder(id, known === undefined ? first : null);
  const others = deposit.allocations.length - 1;
  const number = first === null ? null : ((known ?? read.data)?.order_number ?? t.orders.numbered(first));
  const pays = number !== null && others > 0 ? t.deposits.withOthers(number, others) : number;
  const line = depositLine(deposit, pays, saying);
  const to = `${paths.deposit(id, deposit.id)}${VIEWS[deposit.state]}`;
  return (
    <>
      <Opens to={to} line={line} tag={<DepositTag deposit={deposit} />} {...place}>
        {deposit.hold_reasons.map((reason) => wordOf(t.reasons, reason)).join(" · ")}
      </Opens>
      <CopySentence line={line} sentence={depositSentence(deposit, pays, saying)} isActive={place.isActive} />
    </>
  );
}

/** No sentence for a customer: a bank's message tells the shop's balance. */
export function MessageRow({ message, ...place }: Place & { message: Message }) {
  const { id } = useHere();
  const to = `${paths.message(id, message.id)}?status=${message.status}`;
  return (
    <Opens to={to} line={gist(message.raw_sms, WHOLE)} tag={<MessageTag message={message} />} columns={2} {...place}>
      <When at={message.received_at} />
      {message.sender != null && ` · ${message.sender}`}
    </Opens>
  );
}

/** What was searched for may stand in its last line. */
const WHOLE = Number.POSITIVE_INFINITY;

interface OpensProps extends Place {
  to: string;
  line: string;
  tag: ReactNode;
  columns?: number;
  /** What else is known of it. */
  children: ReactNode;
}

function Opens({ to, line, tag, columns = 1, isActive, close, children }: OpensProps) {
  return (
    <td colSpan={columns} className={classes.cell}>
      <Link to={to} tabIndex={isActive ? 0 : -1} className={classes.open} onClick={close}>
        <Line text={line} /> {tag}
        {children !== "" && <span className={classes.notes}>{children}</span>}
      </Link>
    </td>
  );
}

/** An order's number is not cut where the line ends. */
function Line({ text }: { text: string }) {
  const at = text.lastIndexOf(ARROW);
  if (at === -1) return <span className={classes.line}>{text}</span>;
  return (
    <span className={classes.line}>
      {text.slice(0, at)} <span className={classes.whole}>{text.slice(at + 1)}</span>
    </span>
  );
}
