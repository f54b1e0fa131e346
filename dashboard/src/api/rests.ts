/** What becomes of what is left of a deposit. */
import { api, every, type Schemas, take } from "./client";
import { wsKey } from "./people";
import { useAction } from "./useAction";

export type RestTreatment = Schemas["RestTreatment"];
export const REST_TREATMENTS = every<RestTreatment>({ REFUND_DUE: true, CREDIT: true, ACCEPT_OVER: true });

/** A match without orders says of what is left of a deposit what becomes of it. */
export function useTreatRest(ws: number, deposit: number) {
  return useAction((difference: RestTreatment, headers) => {
    const body = { deposit_ids: [deposit], order_ids: [], difference };
    return take(api.POST("/workspaces/{id}/matches", { params: { path: { id: ws } }, body, headers }));
  }, wsKey(ws));
}
