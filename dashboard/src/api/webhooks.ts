import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { api, every, type Schemas, take, takePage } from "./client";
import { gather, PAGE_MAX, sift } from "./pages";
import { wsKey } from "./people";

export type Endpoint = Schemas["EndpointView"];
export type Delivery = Schemas["DeliveryView"];
export type DeliveryStory = Schemas["DeliveryWithAttempts"];
export type Attempt = Schemas["AttemptView"];

/** A browser is none of the shop's endpoints: each person has their own. */
export type EndpointFormat = Exclude<Endpoint["format"], "WEB_PUSH">;
/** As the form lists them. */
export const FORMATS = every<EndpointFormat>({ JSON: true, SLACK: true, DISCORD: true, TELEGRAM: true });

/** What an endpoint can be told of. */
export type EventKind = NonNullable<Schemas["CreateEndpoint"]["events"]>[number];

/** What a shop's server can be told of, in the order in which the form shows it. */
export const EVENTS = every<EventKind>({
  "order.matched": true,
  "order.partially_paid": true,
  "order.unmatched": true,
  "order.cancelled": true,
  "order.expired": true,
  "order.reopened": true,
  "order.reversed": true,
  "deposit.waiting": true,
  "deposit.held": true,
  "deposit.matched": true,
  "deposit.dismissed": true,
  "deposit.restored": true,
  "deposit.reversed": true,
  "refund.due": true,
  "deposit.returned": true,
  "message.quarantined": true,
  "phone.silent": true,
  "phone.online": true,
  "endpoint.disabled": true,
  "account.added": true,
  "phone.added": true,
  "sender.approved": true,
  "settings.changed": true,
});

/** What people want to read in a chat, unless they choose otherwise. */
export const CHAT_EVENTS: EventKind[] = [
  "order.matched",
  "order.reversed",
  "deposit.held",
  "deposit.reversed",
  "message.quarantined",
  "phone.silent",
];

export type DeliveryStatus = Delivery["status"];
export const DELIVERY_STATUSES = every<DeliveryStatus>({ PENDING: true, SUCCEEDED: true, FAILED: true, MISSED: true });

const ENDPOINT_PAGES = 2;
const ROWS = 20;
/** A try ends within 15 seconds; a person who pressed "test" looks at it meanwhile. */
const LOOK_MS = 3_000;

export const endpointsKey = (ws: number) => [...wsKey(ws), "endpoints"] as const;

export function useEndpoints(ws: number) {
  return useQuery({
    queryKey: endpointsKey(ws),
    queryFn: ({ signal }): Promise<Endpoint[]> => {
      const fetch = (cursor: string | null) =>
        takePage(
          api.GET("/workspaces/{id}/webhook-endpoints", {
            params: { path: { id: ws }, query: { limit: PAGE_MAX, ...(cursor && { cursor }) } },
            signal,
          }),
        );
      return gather(fetch, ENDPOINT_PAGES).then((all) => all.rows);
    },
  });
}

export const deliveriesKey = (ws: number, endpoint: number) => [...wsKey(ws), "deliveries", endpoint] as const;

export function useDeliveries(ws: number, endpoint: number, status: DeliveryStatus | null) {
  return useInfiniteQuery({
    queryKey: [...deliveriesKey(ws, endpoint), "list", status],
    refetchInterval: LOOK_MS,
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      sift(
        (cursor) =>
          takePage(
            api.GET("/workspaces/{id}/webhook-endpoints/{endpoint_id}/deliveries", {
              params: {
                path: { id: ws, endpoint_id: endpoint },
                query: { limit: ROWS, ...(status && { status }), ...(cursor && { cursor }) },
              },
              signal,
            }),
          ),
        pageParam,
      ),
    getNextPageParam: (page) => page.next,
  });
}

/** One delivery with its tries; read again while it is on its way. */
export function useDelivery(ws: number, endpoint: number, delivery: string) {
  return useQuery<DeliveryStory>({
    queryKey: [...deliveriesKey(ws, endpoint), "one", delivery],
    refetchInterval: ({ state }) => (state.data?.status === "PENDING" ? LOOK_MS : false),
    queryFn: ({ signal }): Promise<DeliveryStory> =>
      take(
        api.GET("/workspaces/{id}/webhook-endpoints/{endpoint_id}/deliveries/{delivery_id}", {
          params: { path: { id: ws, endpoint_id: endpoint, delivery_id: delivery } },
          signal,
        }),
      ),
  });
}
