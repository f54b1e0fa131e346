import type { Schemas } from "../../api/client";
import { useReturn, useUndoReturn } from "../../api/decisions";
import { useHere } from "../../app/workspace";
import { toast } from "../../components/toast";
import { undoable } from "../../components/undoable";
import { useFailed } from "../../components/useFailed";
import { won } from "../../format/money";
import { useText } from "../../i18n/language";

/** Notes that money of a deposit was sent back, and takes that back. */
export function useReturning(deposit: number) {
  const { t, language } = useText();
  const { id } = useHere();
  const giveBack = useReturn(id, deposit);
  const undoLast = useUndoReturn(id, deposit);
  const failed = useFailed();
  const undo = (seen: number) =>
    undoLast.mutate(seen, { onSuccess: () => toast.done(t.parts.returnUndone), onError: failed });
  return {
    note: (body: Schemas["ReturnDeposit"], onSuccess?: () => void, onError = failed) =>
      giveBack.mutate(body, {
        onSuccess: ({ version }) => {
          undoable(t.parts.gaveBack(won(body.amount, language)), () => undo(version));
          onSuccess?.();
        },
        onError,
      }),
    undo,
    pending: giveBack.isPending || undoLast.isPending,
  };
}
