import { Button, Group, Stack, Switch } from "@mantine/core";
import { IconBell } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, type Schemas, take } from "../../api/client";
import {
  canPush,
  eventsOf,
  idHere,
  kindsOf,
  NotAllowed,
  type PushSubscriptionOf,
  pushKey,
  subscribe,
  unsubscribe,
} from "../../api/push";
import { useAction } from "../../api/useAction";
import { Trouble } from "../../components/Trouble";
import { toast } from "../../components/toast";
import { useFailed } from "../../components/useFailed";
import type { AlertsTexts } from "../../i18n/alerts.ko";
import { useHere } from "../workspace";
import type { Alert } from "./choice";
import { Kinds } from "./Kinds";
import { QuietHours } from "./QuietHours";

/** Before a person chooses: what needs them. */
const FIRST: Alert[] = ["check", "reversal", "silent"];

/** Whether this browser is told also while no page is open: of what, and when. */
export function Push({ words }: { words: AlertsTexts }) {
  const { id } = useHere();
  const failed = useFailed();
  const mine = useQuery({
    queryKey: pushKey(id),
    queryFn: ({ signal }) => take(api.GET("/workspaces/{id}/push-subscriptions", { params: { path: { id } }, signal })),
  });
  const here = mine.data?.find((each) => each.id === idHere(id));
  const flip = useAction(async (on: boolean) => {
    if (on) await subscribe(id, eventsOf(FIRST));
    else if (here !== undefined) await unsubscribe(id, here.id);
  }, pushKey(id));
  const turn = (on: boolean) =>
    flip.mutate(on, {
      onSuccess: () => toast.done(on ? words.pushOn : words.pushOff),
      onError: (error) => {
        if (error instanceof NotAllowed || error instanceof DOMException) toast.failed(words.pushNotAllowed);
        else failed(error);
      },
    });
  return (
    <>
      {mine.error !== null && <Trouble error={mine.error} />}
      <Switch
        label={words.push}
        description={canPush() ? words.pushNote : words.pushCannot}
        checked={here !== undefined}
        disabled={mine.data === undefined || flip.isPending || (!canPush() && here === undefined)}
        onChange={(event) => turn(event.currentTarget.checked)}
      />
      {here !== undefined && <Choices key={here.id} subscription={here} words={words} />}
    </>
  );
}

function Choices({ subscription, words }: { subscription: PushSubscriptionOf; words: AlertsTexts }) {
  const { id } = useHere();
  const failed = useFailed();
  const params = { path: { id, subscription_id: subscription.id } };
  const change = useAction(
    (body: Schemas["AmendPushSubscription"]) =>
      take(api.PATCH("/workspaces/{id}/push-subscriptions/{subscription_id}", { params, body })),
    pushKey(id),
  );
  const test = useAction(
    (_: undefined, headers) =>
      take(api.POST("/workspaces/{id}/push-subscriptions/{subscription_id}/test", { params, headers })),
    null,
  );
  const amend = (body: Schemas["AmendPushSubscription"]) => change.mutate(body, { onError: failed });
  // A toast would lie under the dialog.
  const [tested, setTested] = useState(false);
  return (
    <Stack>
      <Kinds
        label={words.pushKindsLabel}
        kinds={kindsOf(subscription.events)}
        change={(kinds) => amend({ events: eventsOf(kinds) })}
        words={words}
        busy={change.isPending}
        keepsOne
      />
      <Switch
        label={words.pushNames}
        checked={subscription.shows_names}
        disabled={change.isPending}
        onChange={(event) => amend({ shows_names: event.currentTarget.checked })}
      />
      <QuietHours
        quiet={subscription.quiet_hours ?? null}
        label={words.pushQuiet}
        busy={change.isPending}
        change={(quiet_hours) => amend({ quiet_hours })}
        words={words}
      />
      <Group>
        <Button
          variant="default"
          leftSection={<IconBell size={18} aria-hidden />}
          loading={test.isPending}
          onClick={() => test.mutate(undefined, { onSuccess: () => setTested(true), onError: failed })}
        >
          {words.pushTest}
        </Button>
        <p role="status">{tested && words.pushTested}</p>
      </Group>
    </Stack>
  );
}
