import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { dayEnd, dayStart } from "../format/time";
import { api, every, type Order, type OrderStory, type Page, take, takePage } from "./client";
import { distinct, type Fetch, SEARCH_MAX, sift } from "./pages";
import { wsKey } from "./people";
import type { operations } from "./schema";

export type OrderStatus = Order["status"];
/** As the filter lists them. */
export const ORDER_STATUSES = every<OrderStatus>({ PENDING: true, MATCHED: true, EXPIRED: true, CANCELLED: true });

/** Empty strings and nulls filter nothing. Days are KST. */
export interface OrderFilter {
  /** How the number begins. */
  number: string;
  /** A part of the depositor's name. */
  name: string;
  status: OrderStatus | null;
  from: string;
  to: string;
  min: number | null;
  max: number | null;
}

export const NO_ORDER_FILTER: OrderFilter = {
  number: "",
  name: "",
  status: null,
  from: "",
  to: "",
  min: null,
  max: null,
};

const ROWS = 50;

/** The largest values that the API takes of an order: those of the document, to which a test holds them. */
export const ORDER_MAX = { number: 100, depositor: 60, email: 254, phone: 30, memo: 500, ageDays: 60 };

/** Of a name that is looked for, in characters. */
export const NAME_MAX = 60;

/** The filter, as the API takes it. */
export function orderQuery(filter: OrderFilter) {
  return {
    ...(filter.number !== "" && { order_number_prefix: filter.number }),
    ...(filter.name !== "" && { depositor_name: filter.name }),
    ...(filter.status !== null && { status: filter.status }),
    ...(filter.from !== "" && { created_from: dayStart(filter.from) }),
    ...(filter.to !== "" && { created_to: dayEnd(filter.to) }),
    ...(filter.min !== null && { amount_min: filter.min }),
    ...(filter.max !== null && { amount_max: filter.max }),
  };
}

/** A list of the API under this filter. */
export const orderPages = (ws: number, filter: OrderFilter, limit: number): Fetch<Order> =>
  pagesOf(ws, { ...orderQuery(filter), limit });

type OrderQuery = NonNullable<operations["list_orders"]["parameters"]["query"]>;

function pagesOf(ws: number, query: OrderQuery): Fetch<Order> {
  return (cursor, signal) =>
    takePage(
      api.GET("/workspaces/{id}/orders", {
        params: { path: { id: ws }, query: { ...query, ...(cursor && { cursor }) } },
        ...(signal && { signal }),
      }),
    );
}

export function useOrders(ws: number, filter: OrderFilter) {
  return useInfiniteQuery({
    queryKey: [...wsKey(ws), "orders", filter],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) => sift(orderPages(ws, filter, ROWS), pageParam, signal),
    getNextPageParam: (page) => page.next,
  });
}

export interface FoundOrders {
  orders: Order[];
  /** There may be more. */
  hasMore: boolean;
}

/**
 * Orders of which each tells what is wanted, at most `limit`: that of this very number, those that wait for money,
 * those whose number begins so, and any others.
 */
export function useFoundOrders(ws: number, wanted: string, limit: number) {
  return useQuery({
    queryKey: [...wsKey(ws), "found-orders", wanted],
    enabled: wanted !== "",
    queryFn: async ({ signal }): Promise<FoundOrders> => {
      const by = (query: { order_number_prefix: string } | { q: string; status?: OrderStatus }) =>
        sift(pagesOf(ws, { ...query, limit }), null, signal);
      const isWords = wanted.length <= SEARCH_MAX;
      const found = await Promise.all([
        fetchNumbered(ws, wanted, signal),
        ...(isWords ? [by({ q: wanted, status: "PENDING" })] : []),
        by({ order_number_prefix: wanted }),
        ...(isWords ? [by({ q: wanted })] : []),
      ]);
      const orders = distinct(found.flatMap(({ rows }) => rows));
      const hasMore = orders.length > limit || found.some(({ next }) => next !== null);
      return { orders: orders.slice(0, limit), hasMore };
    },
  });
}

/** The order of exactly this number, however old it is. */
export function fetchNumbered(ws: number, order_number: string, signal: AbortSignal): Promise<Page<Order>> {
  return takePage(
    api.GET("/workspaces/{id}/orders", { params: { path: { id: ws }, query: { order_number } }, signal }),
  );
}

/** Names are compared by their letters and digits; without any there is nothing to look for. */
export function hasName(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}

export function fetchOrder(ws: number, order: number, signal?: AbortSignal): Promise<OrderStory> {
  return take(
    api.GET("/workspaces/{id}/orders/{order_id}", {
      params: { path: { id: ws, order_id: order } },
      ...(signal && { signal }),
    }),
  );
}

export const orderKey = (ws: number, order: number) => [...wsKey(ws), "order", order] as const;

/** One order with its story. `null` asks for none. */
export function useOrder(ws: number, order: number | null) {
  return useQuery({
    queryKey: orderKey(ws, order ?? 0),
    enabled: order !== null,
    queryFn: ({ signal }) => fetchOrder(ws, order ?? 0, signal),
  });
}
