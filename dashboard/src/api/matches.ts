import { api, take } from "./client";
import { wsKey } from "./people";
import { useAction } from "./useAction";

export function useUnmatch(ws: number) {
  return useAction(
    (deposit: number, headers) =>
      take(
        api.POST("/workspaces/{id}/matches/{deposit_id}/unmatch", {
          params: { path: { id: ws, deposit_id: deposit } },
          headers,
        }),
      ),
    wsKey(ws),
  );
}

/** Matches a deposit that is a part of what the order asks for: the order waits for the rest. */
export function useKeepOpen(ws: number) {
  return useAction(
    (pair: { deposit: number; order: number }, headers) =>
      take(
        api.POST("/workspaces/{id}/matches", {
          params: { path: { id: ws } },
          body: { deposit_ids: [pair.deposit], order_ids: [pair.order], difference: "KEEP_OPEN" },
          headers,
        }),
      ),
    wsKey(ws),
  );
}

/** Accepts what is missing of an order that is paid in part. */
export function useSettle(ws: number) {
  return useAction(
    (order: number, headers) =>
      take(
        api.POST("/workspaces/{id}/matches", {
          params: { path: { id: ws } },
          body: { deposit_ids: [], order_ids: [order], difference: "ACCEPT_SHORT" },
          headers,
        }),
      ),
    wsKey(ws),
  );
}

export function useMatch(ws: number) {
  return useAction(
    (pair: { deposit: number; order: number }, headers) =>
      take(
        api.POST("/workspaces/{id}/matches/manual", {
          params: { path: { id: ws } },
          body: { deposit_id: pair.deposit, order_id: pair.order },
          headers,
        }),
      ),
    wsKey(ws),
  );
}
