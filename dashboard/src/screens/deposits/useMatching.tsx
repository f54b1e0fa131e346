import { modals } from "@mantine/modals";
import type { Deposit } from "../../api/client";
import { useMatch, useMatches, useUnmatch } from "../../api/matches";
import { useHere } from "../../app/workspace";
import { confirm } from "../../components/confirm";
import { toast } from "../../components/toast";
import { undoable } from "../../components/undoable";
import { useFailed } from "../../components/useFailed";
import { won } from "../../format/money";
import { useText } from "../../i18n/language";
import { amountWarning, Compare } from "./Compare";
import { useGoOn } from "./goOn";
import type { Choice } from "./matching";

/**
 * Matches by hand: at once when all agrees and nothing holds the deposit, after a question otherwise. A match can be
 * undone.
 */
export function useMatching(deposit: Deposit) {
  const { t, language } = useText();
  const { id } = useHere();
  const match = useMatch(id);
  const matches = useMatches(id);
  const unmatch = useUnmatch(id);
  const goOn = useGoOn();
  const failed = useFailed();

  const undo = (choice: Choice) =>
    unmatch.mutate(deposit.id, {
      onSuccess: () => {
        toast.done(t.deposits.unmatched(deposit.id, choice.number));
        goOn.undone(deposit.id);
      },
      onError: failed,
    });
  const done = (choice: Choice, said: string) => {
    undoable(said, () => undo(choice));
    goOn.done(deposit.id);
  };
  const received = won(deposit.amount, language);
  const matchNow = (choice: Choice) =>
    match.mutate(
      { deposit: deposit.id, order: choice.order },
      {
        onSuccess: ({ difference }) => {
          const more = difference === 0 ? [] : [amountWarning(difference, t, language)];
          done(choice, [t.deposits.matchedWith(received, choice.number), ...more].join(" "));
        },
        onError: failed,
      },
    );
  const keepOpenNow = (choice: Choice) =>
    matches.mutate(
      { deposit_ids: [deposit.id], order_ids: [choice.order], difference: "KEEP_OPEN" },
      {
        onSuccess: ({ difference }) =>
          done(choice, t.deposits.keptOpen(received, choice.number, won(Math.abs(difference), language))),
        onError: failed,
      },
    );
  const start = (choice: Choice) => {
    const isHeld = deposit.state === "HELD";
    const isUnlikely = deposit.hold_reasons.includes("sender_unlikely");
    if (choice.against.length === 0 && !isHeld) return matchNow(choice);
    modals.closeAll();
    confirm({
      title: isUnlikely ? t.holds.unlikelyTitle : isHeld ? t.holds.matchTitle : t.deposits.forceTitle,
      body: <Compare deposit={deposit} choice={choice} />,
      yes: isUnlikely ? t.holds.unlikelyYes : t.deposits.force,
      no: t.common.cancel,
      grave: true,
      ...(deposit.amount < choice.amount && {
        other: {
          label: t.deposits.keepOpen,
          note: t.deposits.keepOpenNote(won(choice.amount - deposit.amount, language)),
          onYes: () => keepOpenNow(choice),
        },
      }),
      onYes: () => matchNow(choice),
    });
  };
  return { start, pending: match.isPending || matches.isPending || unmatch.isPending };
}
