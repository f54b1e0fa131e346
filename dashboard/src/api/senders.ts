import { useQuery } from "@tanstack/react-query";
import { api, type Candidate, type Deposit, type Schemas, take } from "./client";
import { depositPages, NO_DEPOSIT_FILTER } from "./deposits";
import { gather, PAGE_MAX } from "./pages";
import { wsKey } from "./people";
import { useAction } from "./useAction";

export type Sender = Schemas["SenderView"];

const HELD_PAGES = 3;
/** So many of the deposits that are held for a sender are looked at for orders. */
const LOOKED_AT = 20;

export function useSenders(ws: number) {
  return useQuery({
    queryKey: [...wsKey(ws), "senders"],
    queryFn: ({ signal }): Promise<Sender[]> =>
      take(api.GET("/workspaces/{id}/senders", { params: { path: { id: ws } }, signal })),
  });
}

/** Digits of a number; a name as it is. */
export function plainSender(sender: string): string {
  const digits = sender
    .replace(/[^\d]/g, "")
    .replace(/^82(?=[1-9])/, (found) => (sender.includes("+82") ? "0" : found));
  return digits === "" || /[^\d\s()+-]/.test(sender) ? sender.trim() : digits;
}

export interface HeldForSender {
  deposits: Deposit[];
  /** What the approval would pay, as far as the candidates tell. */
  pays: { deposit: Deposit; order: Candidate }[];
  /** There may be more. */
  partial: boolean;
}

/** An approval pays where the amount and the name are the same, and nothing else holds the deposit. */
function paidBy(deposit: Deposit, candidates: Candidate[]): Candidate[] {
  if (deposit.hold_reasons.some((reason) => reason !== "sender_unlisted")) return [];
  return candidates.filter(({ reasons }) =>
    reasons.every((reason) => /^(amount_equal|name_same|name_coded|name_cut)$/.test(reason)),
  );
}

/** The deposits of these accounts that are held for a sender, and the orders that they would pay. */
export function useHeldForSender(ws: number, sender: string, accounts: readonly number[]) {
  return useQuery({
    queryKey: [...wsKey(ws), "held-for", sender, accounts],
    staleTime: 0,
    gcTime: 0,
    queryFn: async ({ signal }): Promise<HeldForSender> => {
      const held = await gather(
        (cursor) => depositPages(ws, { ...NO_DEPOSIT_FILTER, state: "HELD" }, PAGE_MAX)(cursor, signal),
        HELD_PAGES,
      );
      const deposits = held.rows.filter(
        (deposit) =>
          deposit.hold_reasons.includes("sender_unlisted") &&
          accounts.includes(deposit.bank_account_id) &&
          plainSender(deposit.sender ?? "") === plainSender(sender),
      );
      const looked = deposits.slice(0, LOOKED_AT);
      const found = await Promise.all(
        looked.map((deposit) =>
          take(
            api.GET("/workspaces/{id}/deposits/{deposit_id}/candidates", {
              params: { path: { id: ws, deposit_id: deposit.id } },
              signal,
            }),
          ),
        ),
      );
      const pays = looked.flatMap((deposit, place) =>
        paidBy(deposit, found[place] ?? []).map((order) => ({ deposit, order })),
      );
      return { deposits, pays, partial: !held.complete || deposits.length > looked.length };
    },
  });
}

export function useApproveSender(ws: number) {
  return useAction(
    (body: Schemas["ApproveSender"], headers) =>
      take(api.POST("/workspaces/{id}/senders", { params: { path: { id: ws } }, body, headers })),
    wsKey(ws),
  );
}

export function useRemoveSender(ws: number) {
  return useAction(
    (sender: number) =>
      take(api.DELETE("/workspaces/{id}/senders/{sender_id}", { params: { path: { id: ws, sender_id: sender } } })),
    wsKey(ws),
  );
}
