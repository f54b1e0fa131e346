/**
 * The page's eye on the workspace: one cheap question, whether anything is new, asked again and again; and the newest
 * orders and deposits, read when it is. What changed there makes every other list read again, so only this asks.
 */
import { type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { type RefObject, useEffect, useRef } from "react";
import { api, type Deposit, type Order, take } from "./client";
import { depositPages, NO_DEPOSIT_FILTER } from "./deposits";
import { NO_ORDER_FILTER, orderPages } from "./orders";
import { wsKey } from "./people";

export interface Live {
  deposits: Deposit[];
  orders: Order[];
}

/** While something is going on, a new match is seen within two seconds. */
export const QUICK_MS = 2_000;
/** For so long after a touch, a key or a change. Later the server says how often. */
const QUICK_FOR_MS = 60_000;
/** On screens that show no money. */
export const SLOW_MS = 15_000;
/** What the question may miss is seen after so long. */
const LOOK_EVERY_MS = 180_000;
const FAILED_MAX_MS = 30_000;
const ROWS = 30;
/** Sums read many rows: while deposits pour in, they follow at this pace. */
const SUMS_EVERY_MS = 5_000;

/** When something was going on last: the page was touched, or something changed. */
let busyAt = Date.now();

/** Questions in a row that failed; one page shows one workspace. */
let failures = 0;

async function look(ws: number, signal: AbortSignal): Promise<Live> {
  const [deposits, orders] = await Promise.all([
    depositPages(ws, NO_DEPOSIT_FILTER, ROWS)(null, signal),
    orderPages(ws, NO_ORDER_FILTER, ROWS)(null, signal),
  ]);
  return { deposits: deposits.rows, orders: orders.rows };
}

async function ask(ws: number, signal: AbortSignal) {
  try {
    const answer = await take(api.GET("/workspaces/{id}/stamp", { params: { path: { id: ws } }, signal }));
    failures = 0;
    return answer;
  } catch (error) {
    if (!signal.aborted) failures += 1;
    throw error;
  }
}

/** How long until the next question. `failures` in a row double it, up to half a minute. */
export function pace(quick: number, idle: number, failures: number, quietMs: number): number {
  if (failures > 0) return Math.min(FAILED_MAX_MS, quick * 2 ** Math.min(failures, 10));
  return quietMs > QUICK_FOR_MS ? Math.max(quick, idle) : quick;
}

/** Tells whether anything changed: each row's id and version. */
export function signature(live: Live): string {
  const rows = (of: { id: number; version: number }[]) => of.map((row) => `${row.id}.${row.version}`).join(",");
  return `${rows(live.deposits)}|${rows(live.orders)}`;
}

const liveKey = (ws: number) => [...wsKey(ws), "live"];
const stampKey = (ws: number) => [...wsKey(ws), "stamp"];

/** The newest orders and deposits, as `useWatch` keeps them. */
export function useLive(ws: number, everyMs: number | false = false) {
  return useQuery({
    queryKey: liveKey(ws),
    queryFn: ({ signal }) => look(ws, signal),
    retry: false,
    staleTime: 0,
    refetchInterval: everyMs,
  });
}

/** Asks whether anything is new, in a tab that is seen. `unseenMs`: so often, and in one that nobody sees, too. */
function useStamp(ws: number, quick: number, unseenMs: number | false) {
  return useQuery({
    queryKey: stampKey(ws),
    queryFn: ({ signal }) => ask(ws, signal),
    retry: false,
    staleTime: 0,
    refetchInterval: ({ state }) => {
      const idle = (state.data?.idle_s ?? 0) * 1_000;
      return unseenMs || pace(quick, idle, failures, Date.now() - busyAt);
    },
    refetchIntervalInBackground: unseenMs !== false,
  });
}

/** Whether the last question went unanswered. */
export function useIsCut(ws: number): boolean {
  return useQuery({ queryKey: stampKey(ws), queryFn: ({ signal }) => ask(ws, signal), enabled: false }).isError;
}

/** Beside the shell's watch, for what goes on in a tab that nobody sees. */
export function useUnseenWatch(ws: number, everyMs: number): void {
  useStamp(ws, QUICK_MS, everyMs);
}

/** Keeps asking, and lets the lists follow. The shell does so, once. */
export function useWatch(ws: number, quick: number): void {
  const client = useQueryClient();
  const isNew = useRef(false);
  const stamp = useStamp(ws, quick, false);
  const live = useLive(ws, LOOK_EVERY_MS);
  useNews(client, ws, stamp.data?.stamp, isNew);
  useAgain(client, ws, live.isError ? stamp.dataUpdatedAt : 0);
  useTouch(client, ws);
  useFollow(client, ws, { live: live.data, at: live.dataUpdatedAt, isNew });
}

/** Reads the newest rows again when there is another stamp, and notes that something is new. */
function useNews(client: QueryClient, ws: number, stamp: number | undefined, isNew: RefObject<boolean>): void {
  const seen = useRef<string | null>(null);
  useEffect(() => {
    if (stamp === undefined) return;
    const before = seen.current;
    seen.current = `${ws}|${stamp}`;
    if (before === null || !before.startsWith(`${ws}|`) || before === seen.current) return;
    busyAt = Date.now();
    isNew.current = true;
    void client.invalidateQueries({ queryKey: liveKey(ws) });
  }, [client, ws, stamp, isNew]);
}

/** Rows that could not be read are read again once a question is answered. `answeredAt`: 0 where they could. */
function useAgain(client: QueryClient, ws: number, answeredAt: number): void {
  useEffect(() => {
    if (answeredAt > 0) void client.invalidateQueries({ queryKey: liveKey(ws) });
  }, [client, ws, answeredAt]);
}

/** Who comes back to the page is shown at once what is new. */
function useTouch(client: QueryClient, ws: number): void {
  useEffect(() => {
    const touched = () => {
      const wasQuiet = Date.now() - busyAt > QUICK_FOR_MS;
      busyAt = Date.now();
      if (wasQuiet) void client.invalidateQueries({ queryKey: stampKey(ws) });
    };
    const names = ["pointerdown", "keydown", "focus"];
    for (const name of names) window.addEventListener(name, touched);
    return () => {
      for (const name of names) window.removeEventListener(name, touched);
    };
  }, [client, ws]);
}

interface Seen {
  live: Live | undefined;
  /** When it was read. */
  at: number;
  isNew: RefObject<boolean>;
}

/**
 * Reads the other lists again when something is new, among the newest rows or below them; sums at their own pace. Once
 * the newest rows were read: what they show is in the other lists, too.
 */
function useFollow(client: QueryClient, ws: number, { live, at, isNew }: Seen): void {
  const seen = useRef<string | null>(null);
  const sums = useRef({ at: 0, timer: 0 });
  const mark = live === undefined ? null : `${ws}|${signature(live)}`;
  useEffect(() => {
    if (mark === null || at === 0) return;
    const first = seen.current === null || !seen.current.startsWith(`${ws}|`);
    const same = seen.current === mark && !isNew.current;
    seen.current = mark;
    isNew.current = false;
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
  }, [client, ws, mark, at, isNew]);
}
