import { Button, Group } from "@mantine/core";
import { api, take } from "../../api/client";
import { useAction } from "../../api/useAction";
import { type Attempt, deliveriesKey, type Endpoint, useDelivery } from "../../api/webhooks";
import { useHere } from "../../app/workspace";
import { Ghosts } from "../../components/Rows";
import { Trouble } from "../../components/Trouble";
import { toast } from "../../components/toast";
import { useFailed } from "../../components/useFailed";
import { exact } from "../../format/time";
import { useText } from "../../i18n/language";
import { wordOf } from "../../i18n/wordOf";
import classes from "./Webhooks.module.css";

/** One delivery: each try and what came of it, what is sent, and once more. */
export function DeliveryStory({ endpoint, id: delivery }: { endpoint: Endpoint; id: string }) {
  const { t, language } = useText();
  const failed = useFailed();
  const { id, canWrite } = useHere();
  const story = useDelivery(id, endpoint.id, delivery);
  const again = useAction(
    (_: undefined, headers) =>
      take(
        api.POST("/workspaces/{id}/webhook-endpoints/{endpoint_id}/deliveries/{delivery_id}/replay", {
          params: { path: { id, endpoint_id: endpoint.id, delivery_id: delivery } },
          headers,
        }),
      ),
    deliveriesKey(id, endpoint.id),
  );
  if (story.data === undefined) {
    return story.error === null ? (
      <Ghosts rows={2} />
    ) : (
      <Trouble error={story.error} retry={() => void story.refetch()} />
    );
  }
  const { attempts, body, event_id, next_attempt_at: next } = story.data;
  return (
    <div className={classes.story}>
      {attempts.length === 0 && <p>{endpoint.kind === "PULL" ? t.webhooks.fetched : t.webhooks.noAttempts}</p>}
      <ol className={classes.attempts} aria-label={t.webhooks.attempts}>
        {attempts.toReversed().map((attempt) => (
          <Try key={attempt.at} attempt={attempt} />
        ))}
      </ol>
      {next != null && attempts.length > 0 && <p className={classes.when}>{t.webhooks.next(exact(next, language))}</p>}
      <div>
        <p className={classes.when}>
          {t.webhooks.body} · {event_id}
        </p>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a text that scrolls must be reachable by keyboard */}
        <pre className={classes.answer} tabIndex={0}>
          {pretty(body)}
        </pre>
      </div>
      {canWrite && endpoint.is_active && (
        <Group gap="xs">
          <Button
            variant="default"
            size="xs"
            loading={again.isPending}
            onClick={() =>
              again.mutate(undefined, {
                onSuccess: () => toast.done(t.webhooks.replayed),
                onError: failed,
              })
            }
          >
            {t.webhooks.replay}
          </Button>
        </Group>
      )}
    </div>
  );
}

function Try({ attempt }: { attempt: Attempt }) {
  const { t, language } = useText();
  const came =
    attempt.error == null ? t.webhooks.answered(attempt.status ?? 0) : wordOf(t.webhooks.errors, attempt.error);
  return (
    <li className={classes.attempt}>
      <p>
        <strong>{came}</strong> · {t.webhooks.took(attempt.duration_ms)}
      </p>
      <p className={classes.when}>{exact(attempt.at, language)}</p>
      {attempt.answer !== "" && <pre className={classes.answer}>{attempt.answer}</pre>}
    </li>
  );
}

/** The body as people read it; what is sent has no white space. */
function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
