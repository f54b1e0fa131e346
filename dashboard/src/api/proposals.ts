/** What a deposit may be, and what a person says to that. */
import { useQuery } from "@tanstack/react-query";
import { api, type Schemas, take } from "./client";
import { wsKey } from "./people";
import { useAction } from "./useAction";

export type Proposal = Schemas["ProposalView"];
export type Treatment = Schemas["Treatment"];

/** Whether it is one order of the deposit's amount, as the candidates show it. */
export const isPlain = ({ orders, difference }: Proposal): boolean => orders.length === 1 && difference === 0;

/** What has something against it and is a plain pair is left to the candidates, which show the same order. */
const isShown = (proposal: Proposal): boolean =>
  !(isPlain(proposal) && proposal.treatments[0] === "NONE" && proposal.kind !== "LATE" && proposal.against.length > 0);

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
