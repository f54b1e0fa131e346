import { Button, Group } from "@mantine/core";
import { modals } from "@mantine/modals";
import type { Deposit } from "../../api/client";
import { useMatch, useUnmatch } from "../../api/matches";
import { useHere } from "../../app/workspace";
import { confirm } from "../../components/confirm";
import { toast } from "../../components/toast";
import { won } from "../../format/money";
import { useText } from "../../i18n/language";
import { problemText } from "../../i18n/problems";
import { Compare } from "./Compare";
import { useGoOn } from "./goOn";
import type { Choice } from "./matching";

/** Matches by hand: at once when all agrees, after a warning when something differs. A match can be undone. */
export function useMatching(deposit: Deposit) {
  const text = useText();
  const { t, language } = text;
  const { id } = useHere();
  const match = useMatch(id);
  const unmatch = useUnmatch(id);
  const goOn = useGoOn();
  const failed = (error: unknown) => toast.failed(problemText(error, text));

  const undo = (toastId: string, choice: Choice) => {
    toast.close(toastId);
    unmatch.mutate(deposit.id, {
      onSuccess: () => {
        toast.done(t.deposits.unmatched(deposit.id, choice.number));
        goOn.undone(deposit.id);
      },
      onError: failed,
    });
  };
  const matchNow = (choice: Choice) =>
    match.mutate(
      { deposit: deposit.id, order: choice.order },
      {
        onSuccess: () => {
          const toastId = `match-${deposit.id}-${Date.now()}`;
          toast.undoable(
            toastId,
            <Group justify="space-between" wrap="nowrap">
              <span>{t.deposits.matchedWith(won(deposit.amount, language), choice.number)}</span>
              <Button variant="default" size="compact-sm" onClick={() => undo(toastId, choice)}>
                {t.common.undo}
              </Button>
            </Group>,
          );
          goOn.matched(deposit.id);
        },
        onError: failed,
      },
    );
  const start = (choice: Choice) => {
    if (choice.against.length === 0) return matchNow(choice);
    modals.closeAll();
    confirm({
      title: t.deposits.forceTitle,
      body: <Compare deposit={deposit} choice={choice} />,
      yes: t.deposits.force,
      no: t.common.cancel,
      grave: true,
      onYes: () => matchNow(choice),
    });
  };
  return { start, pending: match.isPending || unmatch.isPending };
}
