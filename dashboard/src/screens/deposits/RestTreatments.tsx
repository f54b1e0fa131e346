import { Button, Group } from "@mantine/core";
import type { DepositStory } from "../../api/client";
import { REST_TREATMENTS, type RestTreatment, useTreatRest } from "../../api/rests";
import { useHere } from "../../app/workspace";
import { toast } from "../../components/toast";
import { undoable } from "../../components/undoable";
import { useFailed } from "../../components/useFailed";
import { won } from "../../format/money";
import { useText } from "../../i18n/language";
import { wordOf } from "../../i18n/wordOf";

/** What else could become of what is left of a deposit: one press each, undone by another. */
export function RestTreatments({ deposit }: { deposit: DepositStory }) {
  const { t, language } = useText();
  const { id, canWrite } = useHere();
  const treat = useTreatRest(id, deposit.id);
  const onError = useFailed();
  const { rest_treatment: now, amount_rest: rest } = deposit;
  if (!canWrite || now == null || rest === 0 || deposit.state !== "MATCHED") return null;
  const become = (treatment: RestTreatment) =>
    treat.mutate(treatment, {
      onSuccess: () => {
        const said = t.parts.treated(won(rest, language), wordOf(t.parts.rests, treatment));
        undoable(said, () =>
          treat.mutate(now, {
            onSuccess: () => toast.done(t.parts.treated(won(rest, language), wordOf(t.parts.rests, now))),
            onError,
          }),
        );
      },
      onError,
    });
  return (
    <Group gap="xs">
      {REST_TREATMENTS.filter((treatment) => treatment !== now).map((treatment) => (
        <Button key={treatment} variant="default" loading={treat.isPending} onClick={() => become(treatment)}>
          {wordOf(t.parts.become, treatment)}
        </Button>
      ))}
    </Group>
  );
}
