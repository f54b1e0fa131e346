/** What a person decides of a deposit: that it may pair, that it pays nothing, or that this was wrong. */
import { api, type Deposit, type Schemas, take } from "./client";
import { wsKey } from "./people";
import { useAction } from "./useAction";

export const DISMISS_REASONS = ["REFUNDED", "PRIVATE", "DUPLICATE", "OTHER"] as const;
export type DismissReason = (typeof DISMISS_REASONS)[number];

const at = (ws: number, deposit: number) => ({ path: { id: ws, deposit_id: deposit } });

/** The version goes along, so that a deposit that changed since it was shown is not released. */
export function useRelease(ws: number) {
  return useAction(
    ({ id, version }: Pick<Deposit, "id" | "version">, headers) =>
      take(
        api.POST("/workspaces/{id}/deposits/{deposit_id}/release", {
          params: at(ws, id),
          body: { version },
          headers,
        }),
      ),
    wsKey(ws),
  );
}

export function useDismiss(ws: number, deposit: number) {
  return useAction(
    (body: { reason: DismissReason; note: string | null }, headers) =>
      take(api.POST("/workspaces/{id}/deposits/{deposit_id}/dismiss", { params: at(ws, deposit), body, headers })),
    wsKey(ws),
  );
}

export function useRestore(ws: number, deposit: number) {
  return useAction(
    (_: undefined, headers) =>
      take(api.POST("/workspaces/{id}/deposits/{deposit_id}/restore", { params: at(ws, deposit), headers })),
    wsKey(ws),
  );
}

/** Notes that money of a deposit was sent back. */
export function useReturn(ws: number, deposit: number) {
  return useAction(
    (body: Schemas["ReturnDeposit"], headers) =>
      take(api.POST("/workspaces/{id}/deposits/{deposit_id}/returned", { params: at(ws, deposit), body, headers })),
    wsKey(ws),
  );
}

/** Takes back the last note of a deposit as it was seen: of one that changed since, none. */
export function useUndoReturn(ws: number, deposit: number) {
  return useAction(
    (version: number) =>
      take(
        api.DELETE("/workspaces/{id}/deposits/{deposit_id}/returned", {
          params: { ...at(ws, deposit), query: { version } },
        }),
      ),
    wsKey(ws),
  );
}
