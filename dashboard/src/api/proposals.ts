/** What a deposit may be, and what a person says to that. */
import { useQuery } from "@tanstack/react-query";
import { useRef } from "react";
import { api, type Schemas, take } from "./client";
import { once } from "./once";
import { wsKey } from "./people";
import { type Standing, takeBack } from "./takeBack";
import { useAction } from "./useAction";

export type Proposal = Schemas["ProposalView"];
export type Treatment = Schemas["Treatment"];
export type ProposalResult = Schemas["ProposalResult"];

/** Whether it pays one order of the deposit's amount with this deposit alone, as a candidate does. */
export const isPlain = ({ deposits, orders, difference }: Proposal): boolean =>
  deposits.length === 1 && orders.length === 1 && difference === 0;

/** A plain pair with something against it is left to the candidates, which list the orders that wait. */
const isShown = (proposal: Proposal): boolean =>
  !(isPlain(proposal) && proposal.orders[0]?.status === "PENDING" && proposal.against.length > 0);

/** The deposits of which something is suggested that their screens show. */
export const suggested = (proposals: readonly Proposal[] = []): ReadonlySet<number> =>
  new Set(proposals.filter(isShown).flatMap(({ deposits }) => deposits.map((deposit) => deposit.id)));

export function useProposals(ws: number, deposit: number) {
  return useQuery({
    queryKey: [...wsKey(ws), "proposals", deposit],
    queryFn: ({ signal }): Promise<Proposal[]> =>
      take(
        api.GET("/workspaces/{id}/deposits/{deposit_id}/proposals", {
          params: { path: { id: ws, deposit_id: deposit } },
          signal,
        }),
      ),
    select: (proposals) => proposals.filter(isShown),
  });
}

/** What is computed of everything that waits is not asked for with every deposit that comes. */
const WORK_FRESH_MS = 60_000;

/** What all deposits that wait for a person may be; of each deposit the most likely first. */
export function useWork(ws: number, enabled: boolean) {
  return useQuery({
    queryKey: [...wsKey(ws), "work"],
    enabled,
    queryFn: ({ signal }): Promise<Schemas["Proposals"]> =>
      take(api.GET("/workspaces/{id}/proposals", { params: { path: { id: ws } }, signal })),
    staleTime: WORK_FRESH_MS,
    refetchInterval: WORK_FRESH_MS,
  });
}

const at = (ws: number, proposal: string) => ({ path: { id: ws, proposal_id: proposal } });

export function useAcceptProposal(ws: number) {
  return useAction(
    ({ proposal, treatment }: { proposal: string; treatment: Treatment }, headers) =>
      take(
        api.POST("/workspaces/{id}/proposals/{proposal_id}/accept", {
          params: at(ws, proposal),
          body: { treatment },
          headers,
        }),
      ),
    wsKey(ws),
  );
}

export function useRejectProposal(ws: number) {
  return useAction(
    (proposal: string, headers) =>
      take(api.POST("/workspaces/{id}/proposals/{proposal_id}/reject", { params: at(ws, proposal), headers })),
    wsKey(ws),
  );
}

/** So many proposals are accepted by one call: `maxItems` of the document, to which a test holds it. */
export const ACCEPTED_MAX = 50;

/** Accepts each as its first treatment says, and tells of each what became of it. */
export function useAcceptProposals(ws: number) {
  return useAction(async (proposals: string[], headers): Promise<ProposalResult[]> => {
    const body = { proposal_ids: proposals };
    const params = { path: { id: ws } };
    return (await take(api.POST("/workspaces/{id}/proposals/accept", { params, body, headers }))).results;
  }, wsKey(ws));
}

/** These dismiss the first deposit; all others match every one. */
export const DISMISSES: ReadonlySet<Treatment> = new Set<Treatment>(["DUPLICATE", "REFUNDED"]);

/** A proposal that was accepted, and as what. */
export interface Accepted {
  proposal: Proposal;
  treatment: Treatment;
}

/** Takes back what was accepted, one after another, and tells what of it still stands, by proposal. */
export function useTakeBack(ws: number) {
  const undone = useRef(new Map<string, Set<number>>());
  return useAction(async (accepted: Accepted[]): Promise<Map<string, Standing>> => {
    const standing = new Map<string, Standing>();
    for (const { proposal, treatment } of accepted) {
      const { proposal_id: id, deposits } = proposal;
      const done = undone.current.get(id) ?? new Set();
      undone.current.set(id, done);
      const isDismissed = DISMISSES.has(treatment);
      const ids = (isDismissed ? deposits.slice(0, 1) : deposits).map((deposit) => deposit.id);
      const left = await takeBack(ids, done, (deposit) => (isDismissed ? restore : unmatch)(ws, deposit));
      if (left !== null) standing.set(id, left);
    }
    return standing;
  }, wsKey(ws));
}

const ofDeposit = (ws: number, deposit: number) => ({
  params: { path: { id: ws, deposit_id: deposit } },
  headers: once(),
});

const restore = (ws: number, deposit: number) =>
  take(api.POST("/workspaces/{id}/deposits/{deposit_id}/restore", ofDeposit(ws, deposit)));

const unmatch = (ws: number, deposit: number) =>
  take(api.POST("/workspaces/{id}/matches/{deposit_id}/unmatch", ofDeposit(ws, deposit)));
