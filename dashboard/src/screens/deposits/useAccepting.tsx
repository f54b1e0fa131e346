import { Button, Group } from "@mantine/core";
import type { Deposit } from "../../api/client";
import { useRestore } from "../../api/decisions";
import { useUnmatch } from "../../api/matches";
import { type Proposal, type Treatment, useAcceptProposal, useRejectProposal } from "../../api/proposals";
import { useHere } from "../../app/workspace";
import { confirm } from "../../components/confirm";
import { wordOf } from "../../components/Story";
import { toast } from "../../components/toast";
import { useText } from "../../i18n/language";
import { problemText } from "../../i18n/problems";
import { useGoOn } from "./goOn";

/** What dismisses the deposit, and pays nothing. */
const DISMISSES: ReadonlySet<Treatment> = new Set<Treatment>(["DUPLICATE", "REFUNDED"]);

/** Does what a proposal says: at once if nothing speaks against it, after a question otherwise. One press undoes it. */
export function useAccepting(deposit: Deposit, proposal: Proposal) {
  const text = useText();
  const { t } = text;
  const { id } = useHere();
  const accept = useAcceptProposal(id);
  const reject = useRejectProposal(id);
  const unmatch = useUnmatch(id);
  const restore = useRestore(id, deposit.id);
  const goOn = useGoOn();
  const failed = (error: unknown) => toast.failed(problemText(error, text));

  const undo = (toastId: string, treatment: Treatment) => {
    toast.close(toastId);
    const onSuccess = () => {
      toast.done(t.proposals.undone);
      goOn.undone(deposit.id);
    };
    if (DISMISSES.has(treatment)) restore.mutate(undefined, { onSuccess, onError: failed });
    else unmatch.mutate(deposit.id, { onSuccess, onError: failed });
  };
  const orders = proposal.orders.map((order) => order.order_number).join(", ");
  const said = (treatment: Treatment) =>
    DISMISSES.has(treatment) ? t.proposals.dismissed(deposit.id) : t.proposals.matched(orders);
  const now = (treatment: Treatment) =>
    accept.mutate(
      { proposal: proposal.proposal_id, treatment },
      {
        onSuccess: () => {
          const toastId = `proposal-${deposit.id}-${Date.now()}`;
          toast.undoable(
            toastId,
            <Group justify="space-between" wrap="nowrap">
              <span>{said(treatment)}</span>
              <Button variant="default" size="compact-sm" onClick={() => undo(toastId, treatment)}>
                {t.common.undo}
              </Button>
            </Group>,
          );
          goOn.done(deposit.id);
        },
        onError: failed,
      },
    );
  const words = { ...t.reasons, ...t.proposals.facts };
  return {
    accept: (treatment: Treatment) => {
      if (proposal.against.length === 0) return now(treatment);
      const against = proposal.against.map((reason) => wordOf(words, reason)).join(", ");
      confirm({
        title: t.proposals.sureTitle,
        body: t.proposals.sureBody(against),
        yes: wordOf(t.proposals.treatments, treatment),
        no: t.common.cancel,
        grave: true,
        onYes: () => now(treatment),
      });
    },
    reject: () =>
      reject.mutate(proposal.proposal_id, { onSuccess: () => toast.done(t.proposals.rejected), onError: failed }),
    pending: accept.isPending || reject.isPending || unmatch.isPending || restore.isPending,
  };
}
