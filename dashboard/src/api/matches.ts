import { api, type Schemas, take } from "./client";
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

/** Matches these deposits with these orders, and says what becomes of the difference. */
export function useMatches(ws: number) {
  return useAction(
    (body: Schemas["MatchOrders"], headers) =>
      take(api.POST("/workspaces/{id}/matches", { params: { path: { id: ws } }, body, headers })),
    wsKey(ws),
  );
}

/** Matches a deposit with an order of any amount: the order is paid. */
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
