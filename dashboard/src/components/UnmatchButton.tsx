import { Button } from "@mantine/core";
import { useUnmatch } from "../api/matches";
import { useHere } from "../app/workspace";
import { useText } from "../i18n/language";
import { problemText } from "../i18n/problems";
import { confirm } from "./confirm";
import { toast } from "./toast";

/** Takes a deposit and its order apart, after a question. */
export function UnmatchButton({ deposit, order }: { deposit: number; order: string }) {
  const text = useText();
  const { t } = text;
  const { id } = useHere();
  const unmatch = useUnmatch(id);
  const ask = () =>
    confirm({
      title: t.deposits.unmatchTitle,
      body: t.deposits.unmatchBody(deposit, order),
      yes: t.deposits.unmatch,
      no: t.common.leave,
      grave: true,
      onYes: () =>
        unmatch.mutate(deposit, {
          onSuccess: () => toast.done(t.deposits.unmatched(deposit, order)),
          onError: (error) => toast.failed(problemText(error, text)),
        }),
    });
  return (
    <Button variant="default" onClick={ask} loading={unmatch.isPending}>
      {t.deposits.unmatch}
    </Button>
  );
}
