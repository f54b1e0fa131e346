import type { Deposit } from "../../api/client";
import {
  DISMISSES,
  type Proposal,
  type Treatment,
  useAcceptProposal,
  useRejectProposal,
  useTakeBack,
} from "../../api/proposals";
import type { Standing } from "../../api/takeBack";
import { useHere } from "../../app/workspace";
import { confirm } from "../../components/confirm";
import { toast } from "../../components/toast";
import { undoable } from "../../components/undoable";
import { useFailed } from "../../components/useFailed";
import { useText } from "../../i18n/language";
import { wordOf } from "../../i18n/wordOf";
import { useGoOn } from "./goOn";
import { HoldReasons } from "./HoldReasons";
import { tellTakenBack } from "./takenBack";
import { proposalWords } from "./words";

/**
 * Does what a proposal says: at once if nothing speaks against it, after a question otherwise. One press undoes it, but
 * for an order that was reopened: that stays the person's to cancel.
 */
export function useAccepting(deposit: Deposit, proposal: Proposal) {
  const { t } = useText();
  const { id } = useHere();
  const accept = useAcceptProposal(id);
  const reject = useRejectProposal(id);
  const { undo, pending } = useUndo(deposit, proposal);
  const goOn = useGoOn();
  const onError = useFailed();

  const said = (treatment: Treatment) =>
    DISMISSES.has(treatment)
      ? t.holds.dismissed(deposit.id)
      : t.proposals.matched(proposal.orders.map((order) => order.order_number).join(", "));
  const now = (treatment: Treatment) => {
    const onSuccess = () => {
      if (treatment === "REOPEN") toast.done(said(treatment));
      else undoable(said(treatment), () => undo(treatment));
      goOn.done(deposit.id);
    };
    accept.mutate({ proposal: proposal.proposal_id, treatment }, { onSuccess, onError });
  };
  const ask = (treatment: Treatment) => {
    const isUnlikely = deposit.hold_reasons.includes("sender_unlikely");
    const against = proposal.against.map((reason) => wordOf(proposalWords(t), reason)).join(", ");
    confirm({
      title: isUnlikely ? t.holds.unlikelyTitle : t.proposals.sureTitle,
      body: (
        <>
          <p>{t.proposals.sureBody(against)}</p>
          {deposit.state === "HELD" && <HoldReasons deposit={deposit} />}
        </>
      ),
      yes: wordOf(t.proposals.treatments, treatment),
      no: t.common.cancel,
      grave: true,
      onYes: () => now(treatment),
    });
  };
  return {
    accept: (treatment: Treatment) => (proposal.against.length === 0 ? now(treatment) : ask(treatment)),
    reject: () => reject.mutate(proposal.proposal_id, { onSuccess: () => toast.done(t.proposals.rejected), onError }),
    pending: accept.isPending || reject.isPending || pending,
  };
}

/** Takes back what was accepted. */
function useUndo(deposit: Deposit, proposal: Proposal) {
  const text = useText();
  const takeBack = useTakeBack(useHere().id);
  const goOn = useGoOn();
  const onSuccess = (standing: Map<string, Standing>) => {
    tellTakenBack(standing, text);
    if (standing.size === 0) goOn.undone(deposit.id);
  };
  return {
    undo: (treatment: Treatment) => takeBack.mutate([{ proposal, treatment }], { onSuccess }),
    pending: takeBack.isPending,
  };
}
