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
