/**
 * The page's eye on the workspace: the newest orders and deposits, read again and again while the page is looked at.
 * What changed there makes every other list read again, so only this one polls.
 */
import { type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import type { Deposit, Order } from "./client";
import { depositPages, NO_DEPOSIT_FILTER } from "./deposits";
import { NO_ORDER_FILTER, orderPages } from "./orders";
import { wsKey } from "./people";

export interface Live {
  deposits: Deposit[];
  orders: Order[];
}

/** A new match is seen within two seconds. */
export const FAST_MS = 1_000;
/** On screens that show no money. */
export const SLOW_MS = 15_000;
/** After so long without a touch or a key, the page looks less often. */
const IDLE_AFTER_MS = 15 * 60_000;
const IDLE_MS = 10_000;
const FAILED_MAX_MS = 30_000;
const ROWS = 30;
/** Sums read many rows: while deposits pour in, they follow at this pace. */
const SUMS_EVERY_MS = 5_000;

let touchedAt = Date.now();
if (typeof window !== "undefined") {
  for (const name of ["pointerdown", "keydown", "focus"]) {
    window.addEventListener(name, () => {
      touchedAt = Date.now();
    });
  }
}

/** Looks in a row that failed; one page shows one workspace. */
let failures = 0;

async function look(ws: number, signal: AbortSignal): Promise<Live> {
  try {
    const [deposits, orders] = await Promise.all([
      depositPages(ws, NO_DEPOSIT_FILTER, ROWS)(null, signal),
      orderPages(ws, NO_ORDER_FILTER, ROWS)(null, signal),
    ]);
    failures = 0;
    return { deposits: deposits.rows, orders: orders.rows };
  } catch (error) {
    if (!signal.aborted) failures += 1;
    throw error;
  }
}

/** How long until the next look. `failures` in a row double it, up to half a minute. */
export function pace(wanted: number, failures: number, idleMs: number): number {
  if (failures > 0) return Math.min(FAILED_MAX_MS, wanted * 2 ** Math.min(failures, 10));
  return idleMs > IDLE_AFTER_MS ? Math.max(wanted, IDLE_MS) : wanted;
}

/** Tells whether anything changed: each row's id and version. */
export function signature(live: Live): string {
  const rows = (of: { id: number; version: number }[]) => of.map((row) => `${row.id}.${row.version}`).join(",");
  return `${rows(live.deposits)}|${rows(live.orders)}`;
}

/** The newest orders and deposits, as `useWatch` keeps them; every `unseenMs` also in a tab that nobody sees. */
export function useLive(ws: number, unseenMs: number | false = false) {
  return useQuery({
    refetchInterval: unseenMs,
    refetchIntervalInBackground: unseenMs !== false,
    queryKey: [...wsKey(ws), "live"],
    queryFn: ({ signal }) => look(ws, signal),
    retry: false,
    staleTime: 0,
  });
}

/** Keeps looking, while the tab is seen, and lets the other lists follow. The shell does so, once. */
export function useWatch(ws: number, wantedMs: number): void {
  const client = useQueryClient();
  const query = useQuery({
    queryKey: [...wsKey(ws), "live"],
    queryFn: ({ signal }) => look(ws, signal),
    retry: false,
    staleTime: 0,
    refetchInterval: () => pace(wantedMs, failures, Date.now() - touchedAt),
    refetchIntervalInBackground: false,
  });
  useFollow(client, ws, query.data);
}

/** Reads the other lists again when the newest rows changed; sums at their own pace. */
function useFollow(client: QueryClient, ws: number, live: Live | undefined): void {
  const seen = useRef<string | null>(null);
  const sums = useRef({ at: 0, timer: 0 });
  const mark = live === undefined ? null : `${ws}|${signature(live)}`;
  useEffect(() => {
    if (mark === null) return;
    const first = seen.current === null || !seen.current.startsWith(`${ws}|`);
    const same = seen.current === mark;
    seen.current = mark;
    if (first || same) return;
    void client.invalidateQueries({
      queryKey: wsKey(ws),
      predicate: ({ queryKey }) =>
        ["orders", "deposits", "order", "deposit", "candidates", "proposals", "search"].includes(String(queryKey[2])),
    });
    const wait = Math.max(0, sums.current.at + SUMS_EVERY_MS - Date.now());
    window.clearTimeout(sums.current.timer);
    sums.current.timer = window.setTimeout(() => {
      sums.current.at = Date.now();
      void client.invalidateQueries({ queryKey: [...wsKey(ws), "sums"] });
    }, wait);
  }, [client, ws, mark]);
}
