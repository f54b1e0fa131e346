import { Stack } from "@mantine/core";
import type { Endpoint, EndpointFormat } from "../../api/webhooks";
import { useHere } from "../../app/workspace";
import beside from "../../components/Beside.module.css";
import { Facts } from "../../components/Facts";
import { exact } from "../../format/time";
import { useText } from "../../i18n/language";
import { wordOf } from "../../i18n/wordOf";
import { Deliveries } from "./Deliveries";
import { EndpointActions } from "./EndpointActions";
import type { Dialog } from "./EndpointDialog";
import { EndpointTag } from "./EndpointList";
import classes from "./Webhooks.module.css";

export function EndpointDetail({ endpoint, show }: { endpoint: Endpoint; show: (next: Dialog) => void }) {
  const { t, language } = useText();
  const { canWrite } = useHere();
  const { disabled_reason: why } = endpoint;
  return (
    <Stack gap="lg">
      <div className={beside.head}>
        <h2 className={classes.address}>{endpoint.url ?? t.webhooks.fetched}</h2>
        <EndpointTag endpoint={endpoint} />
      </div>
      {why != null && why !== "by_hand" && (
        <div className={beside.hold}>
          <p>{wordOf(t.webhooks.offWhy, why)}</p>
        </div>
      )}
      {endpoint.is_active && endpoint.failing_since != null && (
        <div className={beside.hold}>
          <p>{t.webhooks.failingSince(exact(endpoint.failing_since, language))}</p>
        </div>
      )}
      {canWrite && <EndpointActions endpoint={endpoint} show={show} />}
      <Facts
        facts={[
          [t.webhooks.format, t.webhooks.formats[endpoint.format as EndpointFormat]],
          [t.webhooks.names, endpoint.shows_names ? t.webhooks.namesShown : null],
          [t.webhooks.events, endpoint.events.map((event) => wordOf(t.webhooks.kinds, event)).join(", ")],
          [t.webhooks.madeAt, exact(endpoint.created_at, language)],
          [
            t.webhooks.oldSecret,
            endpoint.old_secret_until == null ? null : t.tokens.until(exact(endpoint.old_secret_until, language)),
          ],
        ]}
      />
      <Deliveries endpoint={endpoint} />
    </Stack>
  );
}
