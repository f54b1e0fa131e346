/** Orders out of a CSV file: read, checked row by row, then sent a few at a time. */
import Papa from "papaparse";
import { api, type Order, take } from "../../api/client";
import { once } from "../../api/once";
import { ApiError } from "../../api/problem";
import { plainCell } from "../../components/csv";
import { parseWon } from "../../format/money";
import { fromLocalInput } from "../../format/time";
import type { OrderBody } from "./OrderForm";

export const ROWS_MAX = 1_000;
export const BYTES_MAX = 1_000_000;
const AT_ONCE = 3;
const TRIES = 5;

/** Headings of our own export, of the template, and of the API, in any order. */
const HEADINGS: Record<string, keyof OrderBody> = {
  주문번호: "order_number",
  order_number: "order_number",
  ordernumber: "order_number",
  금액: "amount",
  결제금액: "amount",
  주문금액: "amount",
  amount: "amount",
  입금자명: "depositor_name",
  입금자: "depositor_name",
  depositor_name: "depositor_name",
  depositorname: "depositor_name",
  payer: "depositor_name",
  이메일: "customer_email",
  email: "customer_email",
  customer_email: "customer_email",
  전화번호: "customer_phone",
  연락처: "customer_phone",
  phone: "customer_phone",
  customer_phone: "customer_phone",
  메모: "memo",
  memo: "memo",
  입금기한: "expires_at",
  paidby: "expires_at",
  expires_at: "expires_at",
};

/** What a spreadsheet makes of a long number, whose last digits are gone then. */
const MANGLED = /^\d(\.\d+)?E\+\d+$/i;

export type RowFault = "number" | "amount" | "depositor" | "expires" | "twice" | "mangled";

export interface ImportRow {
  /** As a spreadsheet counts: the heading is line 1. */
  line: number;
  body: OrderBody;
  faults: RowFault[];
}

export type FileFault = "tooBig" | "tooMany" | "empty" | "headings";

/** UTF-8, or what Korean Excel writes when nobody asks it for UTF-8. */
export function decode(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("euc-kr").decode(bytes);
  }
}

export function readRows(text: string): ImportRow[] | FileFault {
  const table = Papa.parse<string[]>(text.replace(/^\uFEFF/, ""), { skipEmptyLines: "greedy" }).data;
  const [head, ...lines] = table;
  if (head === undefined || lines.length === 0) return "empty";
  if (lines.length > ROWS_MAX) return "tooMany";
  const columns = head.map((cell) => HEADINGS[cell.trim().toLowerCase().replace(/\s/g, "")]);
  const needed: (keyof OrderBody)[] = ["order_number", "amount", "depositor_name"];
  if (!needed.every((name) => columns.includes(name))) return "headings";
  const seen = new Set<string>();
  return lines.map((cells, place) => {
    const cell = (name: keyof OrderBody) => plainCell((cells[columns.indexOf(name)] ?? "").trim());
    const row = rowOf(cell, place + 2);
    if (seen.has(row.body.order_number) && !row.faults.includes("mangled")) row.faults.push("twice");
    seen.add(row.body.order_number);
    return row;
  });
}

function rowOf(cell: (name: keyof OrderBody) => string, line: number): ImportRow {
  const amount = parseWon(cell("amount"));
  const deadline = cell("expires_at");
  const expires = deadline === "" ? null : deadlineOf(deadline);
  const body: OrderBody = {
    order_number: cell("order_number"),
    amount: amount ?? 0,
    depositor_name: cell("depositor_name"),
    customer_email: cell("customer_email") || null,
    customer_phone: cell("customer_phone") || null,
    memo: cell("memo") || null,
    expires_at: expires,
  };
  const faults: RowFault[] = [];
  if (body.order_number === "" || body.order_number.length > 100) faults.push("number");
  if (MANGLED.test(body.order_number)) faults.push("mangled");
  if (amount === null) faults.push("amount");
  if (body.depositor_name === "" || body.depositor_name.length > 60) faults.push("depositor");
  if (deadline !== "" && expires === null) faults.push("expires");
  return { line, body, faults };
}

/** `2026-11-30`, `2026.11.30 18:00`, `2026/11/30`, or RFC 3339. A day alone means its end. */
export function deadlineOf(text: string): string | null {
  if (/T.*(Z|[+-]\d\d:\d\d)$/.test(text)) return Number.isNaN(Date.parse(text)) ? null : text;
  const found = /^(\d{4})[-./]\s?(\d{1,2})[-./]\s?(\d{1,2})\.?(?:[ T](\d{1,2}):(\d{2})(:\d{2})?)?/.exec(text);
  if (found === null) return null;
  const [, year, month = "", day = "", hour = "23", minute = "59", second = ""] = found;
  const at = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}T${hour.padStart(2, "0")}:${minute}${second}`;
  return Number.isNaN(Date.parse(at)) ? null : fromLocalInput(at);
}

export type Outcome = { order: Order } | { error: unknown };

/** Sends rows a few at a time. The same row sent twice makes one order, so whatever failed may be sent again. */
export async function sendRows(
  ws: number,
  rows: ImportRow[],
  done: (row: ImportRow, outcome: Outcome) => void,
  signal: AbortSignal,
): Promise<void> {
  const queue = [...rows];
  const worker = async () => {
    for (let row = queue.shift(); row !== undefined && !signal.aborted; row = queue.shift()) {
      done(row, await sendRow(ws, row.body, signal));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

async function sendRow(ws: number, body: OrderBody, signal: AbortSignal): Promise<Outcome> {
  const headers = once();
  for (let tried = 1; ; tried += 1) {
    try {
      const params = { path: { id: ws } };
      return { order: await take(api.POST("/workspaces/{id}/orders", { params, body, headers, signal })) };
    } catch (error) {
      const again = error instanceof ApiError && error.passing && tried < TRIES && !signal.aborted;
      if (!again) return { error };
      await new Promise((wake) => setTimeout(wake, (error.retryAfterS ?? 0.5 * 2 ** tried) * 1000));
    }
  }
}
