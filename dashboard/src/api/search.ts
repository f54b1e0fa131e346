/** One search: the orders, deposits and messages of which each tells every word that was typed. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { api, type Deposit, type Order, type Page, takePage } from "./client";
import type { Message } from "./messages";
import { fetchNumbered } from "./orders";
import { distinct } from "./pages";
import { wsKey } from "./people";

/** So many rows of each list are found at once. */
const ROWS = 8;
/** So many rows of a list the API looks at in one call, newest first. */
const LOOKED_AT_ONCE = 1_000;

interface Part<T> extends Page<T> {
  /** It ends with the last row that it has room for, wherever the API was by then. */
  isFull: boolean;
}

/**
 * How far a list was looked through: to its end, or at least its so many newest rows. 0: not known, since as many rows
 * as were asked for were found before.
 */
export type Reach = "all" | number;

export function reachOf(parts: readonly Pick<Part<unknown>, "next" | "isFull">[]): Reach {
  if (parts.at(-1)?.next === null) return "all";
  return LOOKED_AT_ONCE * parts.filter((part) => !part.isFull).length;
}

/** What was found in one list, so far. */
export interface Found<T> {
  rows: T[];
  reach: Reach;
  isPending: boolean;
  error: unknown;
  refetch: () => unknown;
  isLookingOn: boolean;
  lookOn: () => unknown;
}

const partOf = <T>(page: Page<T>): Part<T> => ({ ...page, isFull: page.rows.length >= ROWS });

type Read<T> = (cursor: string | null, signal: AbortSignal) => Promise<Part<T>>;

/** Under "search", which `useWatch` refreshes. What was asked before is aborted by the query that comes after it. */
function useFound<T extends { id: unknown }>(ws: number, list: string, words: string, read: Read<T>): Found<T> {
  const query = useInfiniteQuery({
    queryKey: [...wsKey(ws), "search", list, words],
    enabled: words !== "",
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) => read(pageParam, signal),
    getNextPageParam: (part) => part.next,
  });
  const parts = query.data?.pages ?? [];
  return {
    rows: distinct(parts.flatMap((part) => part.rows)),
    reach: reachOf(parts),
    isPending: query.isPending,
    error: query.error,
    refetch: query.refetch,
    isLookingOn: query.isFetchingNextPage,
    lookOn: () => query.fetchNextPage(),
  };
}

export interface Search {
  orders: Found<Order>;
  deposits: Found<Deposit>;
  messages: Found<Message>;
}

/** No words find nothing. */
export function useSearch(ws: number, words: string): Search {
  const asked = (cursor: string | null, signal: AbortSignal) => ({
    params: { path: { id: ws }, query: { q: words, limit: ROWS, ...(cursor && { cursor }) } },
    signal,
  });
  return {
    orders: useFound(ws, "orders", words, async (cursor, signal) => {
      const [found, numbered] = await Promise.all([
        takePage(api.GET("/workspaces/{id}/orders", asked(cursor, signal))).then(partOf),
        cursor === null ? fetchNumbered(ws, words, signal) : { rows: [] },
      ]);
      return { ...found, rows: [...numbered.rows, ...found.rows] };
    }),
    deposits: useFound(ws, "deposits", words, (cursor, signal) =>
      takePage(api.GET("/workspaces/{id}/deposits", asked(cursor, signal))).then(partOf),
    ),
    messages: useFound(ws, "messages", words, (cursor, signal) =>
      takePage(api.GET("/workspaces/{id}/messages", asked(cursor, signal))).then(partOf),
    ),
  };
}
