import { Button } from "@mantine/core";
import { useUnmatch } from "../api/matches";
import { useHere } from "../app/workspace";
import { useText } from "../i18n/language";
import { confirm } from "./confirm";
import { toast } from "./toast";
import { useFailed } from "./useFailed";

/** Takes a deposit and its order apart, after a question. */
export function UnmatchButton({ deposit, order }: { deposit: number; order: string }) {
  const { t } = useText();
  const failed = useFailed();
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
          onError: failed,
        }),
    });
  return (
    <Button variant="default" onClick={ask} loading={unmatch.isPending}>
      {t.deposits.unmatch}
    </Button>
  );
}
