import { Button, Checkbox, Group, Modal, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { api, take } from "../../api/client";
import { useAction } from "../../api/useAction";
import { type Endpoint, EVENTS, type EventKind, endpointsKey } from "../../api/webhooks";
import { useHere } from "../../app/workspace";
import { Copy } from "../../components/Copy";
import { FormButtons } from "../../components/FormButtons";
import { heldOpen } from "../../components/heldOpen";
import { Trouble } from "../../components/Trouble";
import { toast } from "../../components/toast";
import { useServerErrors } from "../../components/useServerErrors";
import { useText } from "../../i18n/language";
import classes from "./Webhooks.module.css";

/** What lies over the screen: the form of a new or a known endpoint, or a secret, this once. */
export type Dialog = { step: "ask"; endpoint: Endpoint | null } | { step: "secret"; secret: string };

interface Props {
  dialog: Dialog | null;
  show: (next: Dialog) => void;
  close: () => void;
}

export function EndpointDialog({ dialog, show, close }: Props) {
  const { t } = useText();
  const isSecret = dialog?.step === "secret";
  const title = isSecret ? t.webhooks.secretTitle : dialog?.endpoint == null ? t.webhooks.add : t.webhooks.change;
  return (
    <Modal opened={dialog !== null} onClose={close} size="lg" title={title} {...heldOpen(isSecret)}>
      {dialog?.step === "ask" && <Ask endpoint={dialog.endpoint} show={show} close={close} />}
      {dialog?.step === "secret" && <Secret secret={dialog.secret} close={close} />}
    </Modal>
  );
}

interface Words {
  url?: string;
  description: string | null;
  events: EventKind[];
}

function useKeep(endpoint: Endpoint | null) {
  const { id } = useHere();
  return useAction(async (body: Words, headers): Promise<string | null> => {
    if (endpoint !== null) {
      const path = { id, endpoint_id: endpoint.id };
      await take(api.PATCH("/workspaces/{id}/webhook-endpoints/{endpoint_id}", { params: { path }, body }));
      return null;
    }
    const made = await take(
      api.POST("/workspaces/{id}/webhook-endpoints", { params: { path: { id } }, body, headers }),
    );
    return made.secret;
  }, endpointsKey(id));
}

function Ask({ endpoint, show, close }: { endpoint: Endpoint | null; show: Props["show"]; close: () => void }) {
  const { t } = useText();
  const form = useForm({
    initialValues: {
      url: endpoint?.url ?? "",
      description: endpoint?.description ?? "",
      // Also those that the form does not show.
      events: (endpoint?.events ?? EVENTS).filter((event): event is EventKind => event !== "ping"),
    },
    validate: { events: (events) => (events.length === 0 ? t.webhooks.eventNeeded : null) },
  });
  const errors = useServerErrors(form);
  const keep = useKeep(endpoint);
  const fetches = endpoint?.kind === "PULL";
  const submit = form.onSubmit(
    ({ url, description, events }) =>
      keep.mutate(
        { ...(!fetches && { url: url.trim() }), description: description.trim() || null, events },
        {
          onSuccess: (secret) => {
            if (secret !== null) return show({ step: "secret", secret });
            toast.done(t.webhooks.saved);
            close();
          },
          onError: errors.take,
        },
      ),
    errors.show,
  );
  return (
    <form onSubmit={submit}>
      <Stack>
        {!fetches && (
          <TextInput
            type="url"
            label={t.webhooks.url}
            description={t.webhooks.urlNote}
            placeholder="https://shop.example/hooks/lunepay"
            maxLength={2000}
            required
            data-autofocus
            autoComplete="off"
            {...form.getInputProps("url")}
          />
        )}
        <TextInput
          label={t.webhooks.description}
          placeholder={t.webhooks.descriptionExample}
          maxLength={60}
          autoComplete="off"
          {...form.getInputProps("description")}
        />
        <Checkbox.Group label={t.webhooks.events} {...form.getInputProps("events")}>
          <div className={classes.events}>
            {EVENTS.map((event) => (
              <Checkbox key={event} value={event} label={t.webhooks.kinds[event]} />
            ))}
          </div>
        </Checkbox.Group>
        {errors.other !== null && <Trouble error={errors.other} />}
        <FormButtons
          cancel={close}
          yes={endpoint === null ? t.webhooks.addYes : t.common.save}
          sending={keep.isPending}
        />
      </Stack>
    </form>
  );
}

function Secret({ secret, close }: { secret: string; close: () => void }) {
  const { t } = useText();
  return (
    <Stack>
      <p role="status">{t.webhooks.once}</p>
      <Copy text={secret} label={t.webhooks.secret} />
      <p>{t.webhooks.verify}</p>
      <Group justify="flex-end">
        <Button onClick={close}>{t.tokens.kept}</Button>
      </Group>
    </Stack>
  );
}
