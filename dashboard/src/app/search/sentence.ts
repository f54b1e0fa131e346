/** What a search tells of an order or a deposit: a line for the shop, and a sentence that its customer reads. */
import type { Deposit, Order } from "../../api/client";
import { type Language, won } from "../../format/money";
import { dayOf, short, timeOfDay } from "../../format/time";
import type { Texts } from "../../i18n/ko";
import type { SearchTexts } from "../../i18n/search.ko";

export interface Saying {
  t: Texts;
  words: SearchTexts;
  language: Language;
  now: Date;
}

/** Before the order that money pays. */
export const ARROW = " → ";

/** `14:02` of today; any other day with its date. */
function when(at: string, { language, now }: Saying): string {
  return dayOf(at) === dayOf(now) ? timeOfDay(at) : short(at, language, now);
}

const isPaid = (order: Order): boolean => order.status === "MATCHED";

export const isTakenBack = ({ flags }: Order): boolean => flags.includes("REVERSED");

/** `김영희 · 14:02 · 14,510원 → A-1001`: the money that came, or what is asked for since when. */
export function orderLine(order: Order, paidAt: string | null, saying: Saying): string {
  const { words, language } = saying;
  const paid = isPaid(order);
  const at = paid && paidAt !== null ? when(paidAt, saying) : words.placedAt(when(order.created_at, saying));
  const amount = won(paid ? order.amount_received : order.amount, language);
  return `${order.depositor_name} · ${at} · ${amount}${ARROW}${order.order_number}`;
}

/** The same of a deposit; `order`: the number of what it pays. */
export function depositLine(deposit: Deposit, order: string | null, saying: Saying): string {
  const who = deposit.depositor_name ?? saying.t.deposits.noName;
  const line = `${who} · ${when(deposit.deposited_at, saying)} · ${won(deposit.amount, saying.language)}`;
  return order === null ? line : `${line}${ARROW}${order}`;
}

/** With its day: who reads it, reads it later. */
const dated = (at: string, { language, now }: Saying): string => short(at, language, now);

export function orderSentence(order: Order, paidAt: string | null, saying: Saying): string {
  const { words, language } = saying;
  return `${words.chat.to(order.depositor_name)}${ofOrder(order, paidAt, saying)}${ofDifference(order, words, language)}`;
}

function ofOrder(order: Order, paidAt: string | null, saying: Saying): string {
  const { chat } = saying.words;
  const amount = (of: number) => won(of, saying.language);
  const { order_number: number } = order;
  switch (order.status) {
    case "MATCHED":
      return chat.paid(dated(paidAt ?? order.updated_at, saying), amount(order.amount_received), number);
    case "CANCELLED":
      return chat.cancelled(number);
    case "EXPIRED":
    case "PENDING":
      if (isTakenBack(order)) return chat.orderTakenBack(amount(order.amount_open), number);
      if (order.payment_state === "PARTIAL")
        return chat.partly(amount(order.amount_received), amount(order.amount), amount(order.amount_open), number);
      return (order.status === "EXPIRED" ? chat.expired : chat.unpaid)(amount(order.amount), number);
  }
}

function ofDifference({ difference }: Order, { chat }: SearchTexts, language: Language): string {
  if (difference == null || difference === 0) return "";
  return (difference < 0 ? chat.short : chat.over)(won(Math.abs(difference), language));
}

/** Of a held deposit it is not said that it came: that is what the shop has yet to find out. */
export function depositSentence(deposit: Deposit, order: string | null, saying: Saying): string {
  const { chat } = saying.words;
  const said = [dated(deposit.deposited_at, saying), won(deposit.amount, saying.language)] as const;
  const who = deposit.depositor_name == null ? "" : chat.to(deposit.depositor_name);
  if (deposit.hold_reasons.includes("reversed")) return who + chat.takenBack(...said);
  switch (deposit.state) {
    case "MATCHED":
      return who + chat.paid(...said, order ?? "");
    case "WAITING":
      return who + chat.waiting(...said);
    case "HELD":
      return who + chat.held(...said);
    case "DISMISSED":
      return who + chat.dismissed(...said);
  }
}
