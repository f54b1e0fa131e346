import { Button } from "@mantine/core";
import { useState } from "react";
import { api, take } from "../../api/client";
import { useAction } from "../../api/useAction";
import {
  DELIVERY_STATUSES,
  type Delivery,
  type DeliveryStatus,
  deliveriesKey,
  type Endpoint,
  useDeliveries,
} from "../../api/webhooks";
import { useHere } from "../../app/workspace";
import beside from "../../components/Beside.module.css";
import { confirm } from "../../components/confirm";
import { Rows } from "../../components/Rows";
import { Tabs } from "../../components/Tabs";
import { Tag, type Tone } from "../../components/Tag";
import { toast } from "../../components/toast";
import { useFailed } from "../../components/useFailed";
import { When } from "../../components/When";
import { dayOf, dayPlus, dayStart } from "../../format/time";
import { useText } from "../../i18n/language";
import { wordOf } from "../../i18n/wordOf";
import { DeliveryStory } from "./DeliveryStory";
import classes from "./Webhooks.module.css";

/** What failed is kept for so many days. */
const KEPT_DAYS = 30;
const TONES: Record<string, Tone> = { SUCCEEDED: "good", PENDING: "accent", FAILED: "bad", MISSED: "warn" };

/** What was sent to an endpoint, newest first; each opens to its tries. */
export function Deliveries({ endpoint }: { endpoint: Endpoint }) {
  const { t } = useText();
  const { id, canWrite } = useHere();
  const [status, setStatus] = useState<DeliveryStatus | null>(null);
  const [open, setOpen] = useState<string | null>(null);
  const deliveries = useDeliveries(id, endpoint.id, status);
  const rows = deliveries.data?.pages.flatMap((page) => page.rows) ?? [];
  const choices = [
    ["", t.common.all] as const,
    ...DELIVERY_STATUSES.map((it) => [it, t.webhooks.statuses[it]] as const),
  ];
  return (
    <section>
      <div className={classes.head}>
        <h3 className={beside.section}>{t.webhooks.deliveries}</h3>
        {canWrite && endpoint.is_active && <ReplayFailed endpoint={endpoint} />}
      </div>
      <Tabs
        label={t.webhooks.deliveries}
        choices={choices}
        value={status ?? ""}
        onChange={(next) => setStatus(DELIVERY_STATUSES.find((each) => each === next) ?? null)}
      />
      <Rows source={deliveries} count={rows.length} empty={<p>{t.webhooks.noDeliveries}</p>}>
        <ul className={classes.deliveries}>
          {rows.map((delivery) => (
            <Row
              key={delivery.id}
              endpoint={endpoint}
              delivery={delivery}
              isOpen={open === delivery.id}
              toggle={() => setOpen(open === delivery.id ? null : delivery.id)}
            />
          ))}
        </ul>
      </Rows>
    </section>
  );
}

interface RowProps {
  endpoint: Endpoint;
  delivery: Delivery;
  isOpen: boolean;
  toggle: () => void;
}

function Row({ endpoint, delivery, isOpen, toggle }: RowProps) {
  const { t } = useText();
  return (
    <li className={classes.delivery}>
      <button type="button" className={classes.summary} aria-expanded={isOpen} onClick={toggle}>
        <span className={classes.kind}>{wordOf(t.webhooks.kinds, delivery.event_type)}</span>
        <Tag tone={TONES[delivery.status] ?? "plain"}>{wordOf(t.webhooks.statuses, delivery.status)}</Tag>
        <span className={classes.when}>
          <When at={delivery.occurred_at} />
          {endpoint.kind === "PUSH" && ` · ${t.webhooks.tries(delivery.tries)}`}
        </span>
      </button>
      {isOpen && <DeliveryStory endpoint={endpoint} id={delivery.id} />}
    </li>
  );
}

/** Whatever failed or was missed while the endpoint was off goes out once more. */
function ReplayFailed({ endpoint }: { endpoint: Endpoint }) {
  const { t } = useText();
  const failed = useFailed();
  const { id } = useHere();
  const replay = useAction(
    (since: string, headers) =>
      take(
        api.POST("/workspaces/{id}/webhook-endpoints/{endpoint_id}/replay", {
          params: { path: { id, endpoint_id: endpoint.id } },
          body: { since },
          headers,
        }),
      ),
    deliveriesKey(id, endpoint.id),
  );
  const ask = () =>
    confirm({
      title: t.webhooks.replayAllTitle,
      body: t.webhooks.replayAllBody,
      yes: t.webhooks.replay,
      no: t.common.leave,
      onYes: () =>
        replay.mutate(dayStart(dayPlus(dayOf(new Date()), -KEPT_DAYS)), {
          onSuccess: () => toast.done(t.webhooks.replayedAll),
          onError: failed,
        }),
    });
  return (
    <Button variant="subtle" size="compact-sm" loading={replay.isPending} onClick={ask}>
      {t.webhooks.replayAll}
    </Button>
  );
}
