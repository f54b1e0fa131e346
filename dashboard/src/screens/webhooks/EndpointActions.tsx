import { Button, Group } from "@mantine/core";
import { IconSend } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "react-router";
import { api, take } from "../../api/client";
import { useAction } from "../../api/useAction";
import { deliveriesKey, type Endpoint, endpointsKey } from "../../api/webhooks";
import { paths } from "../../app/paths";
import { useHere } from "../../app/workspace";
import { confirm } from "../../components/confirm";
import { toast } from "../../components/toast";
import { useFailed } from "../../components/useFailed";
import { useText } from "../../i18n/language";
import type { Dialog } from "./EndpointDialog";

interface Props {
  endpoint: Endpoint;
  show: (next: Dialog) => void;
}

/** A test for everyone who may write; the rest is the owner's. */
export function EndpointActions({ endpoint, show }: Props) {
  const { t } = useText();
  const { isOwner } = useHere();
  return (
    <Group gap="xs">
      {endpoint.is_active && <Ping endpoint={endpoint} />}
      {isOwner && (
        <>
          <Button variant="default" onClick={() => show({ step: "ask", endpoint })}>
            {t.common.edit}
          </Button>
          <Switch endpoint={endpoint} />
          {endpoint.is_active && endpoint.format === "JSON" && <Rotate endpoint={endpoint} show={show} />}
          <Remove endpoint={endpoint} />
        </>
      )}
    </Group>
  );
}

function Ping({ endpoint }: { endpoint: Endpoint }) {
  const { t } = useText();
  const { id } = useHere();
  const failed = useFailed();
  const ping = useAction(
    (_: undefined, headers) =>
      take(
        api.POST("/workspaces/{id}/webhook-endpoints/{endpoint_id}/ping", {
          params: { path: { id, endpoint_id: endpoint.id } },
          headers,
        }),
      ),
    deliveriesKey(id, endpoint.id),
  );
  return (
    <Button
      leftSection={<IconSend size={18} aria-hidden />}
      loading={ping.isPending}
      onClick={() => ping.mutate(undefined, { onSuccess: () => toast.done(t.webhooks.pinged), onError: failed })}
    >
      {t.webhooks.ping}
    </Button>
  );
}

function Switch({ endpoint }: { endpoint: Endpoint }) {
  const { t } = useText();
  const { id } = useHere();
  const failed = useFailed();
  const flip = useAction(
    (is_active: boolean) =>
      take(
        api.PATCH("/workspaces/{id}/webhook-endpoints/{endpoint_id}", {
          params: { path: { id, endpoint_id: endpoint.id } },
          body: { is_active },
        }),
      ),
    endpointsKey(id),
  );
  const become = (active: boolean) =>
    flip.mutate(active, {
      onSuccess: () => toast.done(active ? t.webhooks.switchedOn : t.webhooks.switchedOff),
      onError: failed,
    });
  const ask = () =>
    confirm({
      title: t.webhooks.offTitle,
      body: t.webhooks.offBody,
      yes: t.accounts.off,
      no: t.common.leave,
      grave: true,
      onYes: () => become(false),
    });
  return (
    <Button variant="default" loading={flip.isPending} onClick={() => (endpoint.is_active ? ask() : become(true))}>
      {endpoint.is_active ? t.accounts.off : t.accounts.on}
    </Button>
  );
}

function Rotate({ endpoint, show }: Props) {
  const { t } = useText();
  const { id } = useHere();
  const failed = useFailed();
  const rotate = useAction(
    (_: undefined, headers) =>
      take(
        api.POST("/workspaces/{id}/webhook-endpoints/{endpoint_id}/rotate-secret", {
          params: { path: { id, endpoint_id: endpoint.id } },
          headers,
        }),
      ),
    endpointsKey(id),
  );
  const ask = () =>
    confirm({
      title: t.webhooks.rotateTitle,
      body: t.webhooks.rotateBody,
      yes: t.webhooks.rotate,
      no: t.common.leave,
      onYes: () =>
        rotate.mutate(undefined, {
          onSuccess: ({ secret }) => secret != null && show({ step: "secret", secret }),
          onError: failed,
        }),
    });
  return (
    <Button variant="default" loading={rotate.isPending} onClick={ask}>
      {t.webhooks.rotate}
    </Button>
  );
}

function Remove({ endpoint }: { endpoint: Endpoint }) {
  const { t } = useText();
  const { id } = useHere();
  const navigate = useNavigate();
  const client = useQueryClient();
  const failed = useFailed();
  const remove = useAction(async () => {
    const params = { path: { id, endpoint_id: endpoint.id } };
    await take(api.DELETE("/workspaces/{id}/webhook-endpoints/{endpoint_id}", { params }));
    // At once, so that nothing asks for its deliveries any more.
    const others = (now: Endpoint[] | undefined) => now?.filter((each) => each.id !== endpoint.id);
    client.setQueryData(endpointsKey(id), others);
  }, endpointsKey(id));
  const ask = () =>
    confirm({
      title: t.webhooks.removeTitle,
      body: t.webhooks.removeBody(endpoint.url ?? endpoint.description ?? String(endpoint.id)),
      yes: t.webhooks.remove,
      no: t.common.leave,
      grave: true,
      onYes: () =>
        remove.mutate(undefined, {
          onSuccess: () => {
            toast.done(t.webhooks.removed);
            void navigate(paths.section(id, "webhooks"));
          },
          onError: failed,
        }),
    });
  return (
    <Button variant="default" loading={remove.isPending} onClick={ask}>
      {t.webhooks.remove}
    </Button>
  );
}
