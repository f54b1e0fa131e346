import { api, type Schemas, take } from "../../api/client";
import { wsKey } from "../../api/people";
import { useAction } from "../../api/useAction";
import { useHere } from "../../app/workspace";

/** Changes an order; a field that is not mentioned stays. */
export function useAmend(order: number) {
  const { id } = useHere();
  return useAction(
    (body: Schemas["AmendOrder"]) =>
      take(api.PATCH("/workspaces/{id}/orders/{order_id}", { params: { path: { id, order_id: order } }, body })),
    wsKey(id),
  );
}
