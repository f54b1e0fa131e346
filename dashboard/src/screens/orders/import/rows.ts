/** The orders of a table, each checked: what is wrong with a line is told before anything is sent. */
import { type Once, once } from "../../../api/once";
import { ORDER_MAX } from "../../../api/orders";
import { plainCell } from "../../../components/csv";
import { parseWon } from "../../../format/money";
import { DAY_MS, fromLocalInput } from "../../../format/time";
import type { OrderBody } from "../OrderForm";
import type { Columns } from "./columns";
import { type Field, type HeadedTable, isComplete } from "./headings";

/** A long number as a spreadsheet writes it: its last digits are lost. */
const MANGLED = /^\d(\.\d+)?E\+\d+$/i;

export type RowFault =
  | "number"
  | "mangled"
  | "noAmount"
  | "amount"
  | "depositor"
  | "ordered"
  | "orderedLong"
  | "orderedLater"
  | "expires"
  | "expired"
  | "twice"
  | "differs";

export interface NewOrder extends OrderBody {
  ordered_at: string | null;
}

/** Of cells that hold no amount or no time: what stands in them. */
export type Unread = Partial<Record<"amount" | "ordered_at" | "expires_at", string>>;

export interface ImportRow {
  /** As a spreadsheet counts. */
  line: number;
  body: NewOrder;
  faults: RowFault[];
  unread: Unread;
  /** Sent with every try of this row. */
  once: Once;
}

/** `null`: a column is missing that every order needs. */
export function rowsOf(table: HeadedTable, columns: Columns, now: Date = new Date()): ImportRow[] | null {
  const { mapping, repeated } = columns;
  if (!isComplete(mapping)) return null;
  const rows = table.lines.flatMap((cells, place) => {
    const cell = (field: Field) => plainCell((cells[mapping[field] ?? -1] ?? "").trim());
    return isTaken(cells, columns) ? [rowOf(cell, table.firstLine + place, now)] : [];
  });
  return repeated === "faulty" ? marked(rows) : joined(rows, repeated);
}

function isTaken(cells: readonly string[], { mapping: { status }, only }: Columns): boolean {
  return status === null || only.includes((cells[status] ?? "").trim());
}

/** How many lines are left out, since their orders do not wait for money. */
export function leftOut({ lines }: HeadedTable, columns: Columns): number {
  return lines.filter((cells) => !isTaken(cells, columns)).length;
}

function rowOf(cell: (field: Field) => string, line: number, now: Date): ImportRow {
  const amount = parseWon(cell("amount"));
  const expires = momentOf(cell("expires_at"), "23:59");
  const ordered = momentOf(cell("ordered_at"), "00:00");
  const body: NewOrder = {
    order_number: cell("order_number"),
    amount: amount ?? 0,
    depositor_name: cell("depositor_name"),
    customer_email: cell("customer_email") || null,
    customer_phone: phoneOf(cell("customer_phone")),
    memo: cell("memo").slice(0, ORDER_MAX.memo) || null,
    expires_at: expires ?? null,
    ordered_at: ordered ?? null,
  };
  const faults: RowFault[] = [];
  if (body.order_number === "" || body.order_number.length > ORDER_MAX.number) faults.push("number");
  if (MANGLED.test(body.order_number)) faults.push("mangled");
  if (amount === null) faults.push(cell("amount") === "" ? "noAmount" : "amount");
  if (body.depositor_name === "" || body.depositor_name.length > ORDER_MAX.depositor) faults.push("depositor");
  faults.push(...faultsOfTimes(ordered, expires, now));
  const unread: Unread = {
    ...(faults.includes("amount") && { amount: cell("amount") }),
    ...(ordered === undefined && { ordered_at: cell("ordered_at") }),
    ...(expires === undefined && { expires_at: cell("expires_at") }),
  };
  return { line, body, faults, unread, once: once() };
}

/** `undefined`: the cell's text is no time. `null`: the cell is empty. */
function faultsOfTimes(ordered: string | null | undefined, expires: string | null | undefined, now: Date): RowFault[] {
  const faults: RowFault[] = [];
  const age = ordered == null ? 0 : now.getTime() - Date.parse(ordered);
  if (ordered === undefined) faults.push("ordered");
  if (age > ORDER_MAX.ageDays * DAY_MS) faults.push("orderedLong");
  if (age < 0) faults.push("orderedLater");
  if (expires === undefined) faults.push("expires");
  if (expires != null && Date.parse(expires) <= now.getTime()) faults.push("expired");
  return faults;
}

/** A spreadsheet that took a phone's number for a number dropped its 0. */
function phoneOf(text: string): string | null {
  return (/^1\d{8,9}$/.test(text) ? `0${text}` : text) || null;
}

function marked(rows: ImportRow[]): ImportRow[] {
  const seen = new Set<string>();
  for (const { body, faults } of rows) {
    if (seen.has(body.order_number) && !faults.includes("mangled")) faults.push("twice");
    seen.add(body.order_number);
  }
  return rows;
}

/** Joins lines into orders: `whole`: each line has the order's amount; `sum`: the order's is the sum of theirs. */
function joined(rows: ImportRow[], how: "whole" | "sum"): ImportRow[] {
  const firsts = new Map<string | number, ImportRow>();
  for (const row of rows) {
    // Lines without a number belong to no other line.
    const key = row.body.order_number || row.line;
    const first = firsts.get(key);
    if (first === undefined) {
      firsts.set(key, row);
      continue;
    }
    const isOtherPayer = first.body.depositor_name !== row.body.depositor_name;
    const isOtherAmount = how === "whole" && first.body.amount !== row.body.amount;
    const faults = [...row.faults, ...(isOtherPayer || isOtherAmount ? (["differs"] as const) : [])];
    first.faults = [...new Set([...first.faults, ...faults])];
    first.unread = { ...row.unread, ...first.unread };
    if (how === "sum") first.body = { ...first.body, amount: first.body.amount + row.body.amount };
  }
  return [...firsts.values()];
}

const DAY = /^(\d{4})(?:[-./년]\s?(\d{1,2})[-./월]\s?(\d{1,2})[.일]?(?:\s?\(.\))?|(\d{2})(\d{2}))(?:[ T]+|$)/;
const CLOCK = /^(오전|오후)?\s?(\d{1,2}):(\d{2})(:\d{2})?(?:\.\d+)?$/;

/**
 * `2026-11-30`, `2026.11.30 18:00`, `2026년 11월 30일 오후 6:00`, `20261130`, or RFC 3339.
 * A day alone means `hour` of that day. `null`: the text is empty. `undefined`: it is no time.
 */
export function momentOf(text: string, hour: string): string | null | undefined {
  if (text === "") return null;
  if (/T.*(Z|[+-]\d\d:\d\d)$/.test(text)) return Number.isNaN(Date.parse(text)) ? undefined : text;
  const [whole = "", year, ...parts] = DAY.exec(text) ?? [];
  if (year === undefined) return undefined;
  const [month = "", day = ""] = parts.filter((part) => part !== undefined);
  const clock = clockOf(text.slice(whole.length), hour);
  const at = `${year}-${pad(month)}-${pad(day)}T${clock}`;
  return clock !== null && isMoment(at) ? fromLocalInput(at) : undefined;
}

function clockOf(text: string, otherwise: string): string | null {
  if (text === "") return otherwise;
  const [, half, hour, minute, second = ""] = CLOCK.exec(text) ?? [];
  if (hour === undefined) return null;
  return `${pad(hour24(half, Number(hour)))}:${minute}${second}`;
}

const pad = (part: string | number) => String(part).padStart(2, "0");

function hour24(half: string | undefined, hour: number): number {
  if (half === undefined) return hour;
  return (hour % 12) + (half === "오후" ? 12 : 0);
}

/** Not the 31st of a month of thirty, which a browser takes for the first of the next. */
function isMoment(local: string): boolean {
  const at = Date.parse(`${local}Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(local.slice(0, 10));
}
