/** What a deposit may be, and what a person says to that. */
import { useQuery } from "@tanstack/react-query";
import { api, type Schemas, take } from "./client";
import { wsKey } from "./people";
import { useAction } from "./useAction";

export type Proposal = Schemas["ProposalView"];
export type Treatment = Schemas["Treatment"];

/** Whether it pays one order of the deposit's amount with this deposit alone, as a candidate does. */
export const isPlain = ({ deposits, orders, difference }: Proposal): boolean =>
  deposits.length === 1 && orders.length === 1 && difference === 0;

/** A plain pair with something against it is left to the candidates, which list the orders that wait. */
const isShown = (proposal: Proposal): boolean =>
  !(isPlain(proposal) && proposal.orders[0]?.status === "PENDING" && proposal.against.length > 0);

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
