/** The figures of Today, computed from bounded pages: a shop with more than that sees that its figures are partial. */
import { useQuery } from "@tanstack/react-query";
import { dayOf, dayPlus } from "../format/time";
import type { Deposit, Order } from "./client";
import { depositPages, NO_DEPOSIT_FILTER } from "./deposits";
import { NO_ORDER_FILTER, orderPages } from "./orders";
import { gather } from "./pages";
import { wsKey } from "./people";

const PAGE = 100;
const CHART_PAGES = 10;
const DAY_PAGES = 5;
/** The chart shows so many days, today included. */
export const CHART_DAYS = 14;

export interface Sum {
  count: number;
  amount: number;
  /** There is more than was read. */
  capped: boolean;
}

export interface DaySum {
  day: string;
  matched: number;
  unmatched: number;
}

export interface Sums {
  day: string;
  paid: Sum;
  ordersToday: Sum;
  pending: Sum;
  unmatched: Sum;
  days: DaySum[];
  daysComplete: boolean;
}

function total(rows: { amount: number }[], complete: boolean): Sum {
  return { count: rows.length, amount: rows.reduce((sum, row) => sum + row.amount, 0), capped: !complete };
}

/** One entry for each day from `first` on, also for days without a deposit. */
export function perDay(deposits: Deposit[], first: string, days: number): DaySum[] {
  const found = new Map<string, DaySum>();
  for (let day = 0; day < days; day += 1) {
    const name = dayPlus(first, day);
    found.set(name, { day: name, matched: 0, unmatched: 0 });
  }
  for (const deposit of deposits) {
    const sum = found.get(dayOf(deposit.deposited_at));
    if (sum === undefined) continue;
    if (deposit.is_matched) sum.matched += deposit.amount;
    else sum.unmatched += 1;
  }
  return [...found.values()];
}

async function compute(ws: number, day: string, signal: AbortSignal): Promise<Sums> {
  const first = dayPlus(day, 1 - CHART_DAYS);
  const [deposits, orders, pending, unmatched] = await Promise.all([
    gather(depositPages(ws, { ...NO_DEPOSIT_FILTER, from: first, to: day }, PAGE), CHART_PAGES, signal),
    gather(orderPages(ws, { ...NO_ORDER_FILTER, from: day, to: day }, PAGE), DAY_PAGES, signal),
    gather<Order>(orderPages(ws, { ...NO_ORDER_FILTER, status: "PENDING" }, PAGE), 1, signal),
    gather<Deposit>(depositPages(ws, { ...NO_DEPOSIT_FILTER, matched: false }, PAGE), 1, signal),
  ]);
  const paid = deposits.rows.filter((deposit) => deposit.is_matched && dayOf(deposit.deposited_at) === day);
  return {
    day,
    paid: total(paid, deposits.complete),
    ordersToday: total(orders.rows, orders.complete),
    pending: total(pending.rows, pending.complete),
    unmatched: total(unmatched.rows, unmatched.complete),
    days: perDay(deposits.rows, first, CHART_DAYS),
    daysComplete: deposits.complete,
  };
}

/** Under "sums", which `useLive` refreshes at its own pace. */
export function useSums(ws: number, day: string) {
  return useQuery({ queryKey: [...wsKey(ws), "sums", day], queryFn: ({ signal }) => compute(ws, day, signal) });
}
