import { useState } from "react";
import { ApiError } from "../../api/problem";
import { ACCEPTED_MAX, type Proposal, type ProposalResult, useAcceptProposals, useTakeBack } from "../../api/proposals";
import type { Standing } from "../../api/takeBack";
import { useHere } from "../../app/workspace";
import { isCertain } from "./atOnce";

/** What became of one: `STANDING`: it was accepted, and not all of it could be taken back. */
export type Outcome =
  | { word: "ACCEPTED" | "NOT_TRIED" | "UNDONE" }
  | { word: "REFUSED"; error: unknown }
  | { word: "STANDING"; standing: Standing };

function outcomeOf({ outcome, code, message }: ProposalResult): Outcome {
  if (outcome !== "REFUSED") return { word: outcome };
  return { word: outcome, error: new ApiError(code ?? "unexpected", 400, message) };
}

/** Which of several proposals are selected, and what became of each. */
export function useSeveral(offered: readonly Proposal[]) {
  const { id } = useHere();
  const acceptAll = useAcceptProposals(id);
  const takeBack = useTakeBack(id);
  const shown = offered.slice(0, ACCEPTED_MAX);
  const [picked, setPicked] = useState<ReadonlySet<string>>(
    () => new Set(shown.filter(isCertain).map((proposal) => proposal.proposal_id)),
  );
  const [outcomes, setOutcomes] = useState<ReadonlyMap<string, Outcome>>(new Map());
  const wordOf = ({ proposal_id }: Proposal) => outcomes.get(proposal_id)?.word;
  const note = (told: readonly (readonly [string, Outcome])[]) => setOutcomes((now) => new Map([...now, ...told]));

  const isPicked = ({ proposal_id }: Proposal) => picked.has(proposal_id);
  const toSend = shown.filter((each) => isPicked(each) && [undefined, "NOT_TRIED"].includes(wordOf(each)));
  const accepted = shown.filter((each) => ["ACCEPTED", "STANDING"].includes(wordOf(each) ?? ""));
  return {
    shown,
    toSend,
    accepted,
    /** How many were selected and are not accepted. */
    left: shown.filter((each) => ["REFUSED", "NOT_TRIED"].includes(wordOf(each) ?? "")).length,
    isTold: outcomes.size > 0,
    isBusy: acceptAll.isPending || takeBack.isPending,
    error: acceptAll.error,
    isPicked,
    pick: ({ proposal_id }: Proposal) =>
      setPicked((now) => {
        const next = new Set(now);
        if (!next.delete(proposal_id)) next.add(proposal_id);
        return next;
      }),
    /** All, or none once all are. */
    pickAll: () =>
      setPicked(new Set(picked.size === shown.length ? [] : shown.map((proposal) => proposal.proposal_id))),
    outcomeOf: ({ proposal_id }: Proposal) => outcomes.get(proposal_id),
    send: () =>
      acceptAll.mutate(
        toSend.map((proposal) => proposal.proposal_id),
        { onSuccess: (results) => note(results.map((result) => [result.proposal_id, outcomeOf(result)])) },
      ),
    undo: (told: (standing: Map<string, Standing>) => void = () => undefined) =>
      takeBack.mutate(
        accepted.map((proposal) => ({ proposal, treatment: proposal.treatments[0] ?? "NONE" })),
        {
          onSuccess: (standing) => {
            note(
              accepted.map(({ proposal_id }) => {
                const left = standing.get(proposal_id);
                return [proposal_id, left === undefined ? { word: "UNDONE" } : { word: "STANDING", standing: left }];
              }),
            );
            told(standing);
          },
        },
      ),
  };
}
