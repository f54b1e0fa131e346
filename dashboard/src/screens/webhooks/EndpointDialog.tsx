import { Button, Checkbox, Group, Modal, NativeSelect, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { api, take } from "../../api/client";
import { useAction } from "../../api/useAction";
import {
  CHAT_EVENTS,
  type Endpoint,
  type EndpointFormat,
  EVENTS,
  type EventKind,
  endpointsKey,
  FORMATS,
} from "../../api/webhooks";
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
  format?: EndpointFormat;
  shows_names?: boolean;
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
    return made.secret ?? null;
  }, endpointsKey(id));
}

function Ask({ endpoint, show, close }: { endpoint: Endpoint | null; show: Props["show"]; close: () => void }) {
  const { t } = useText();
  const isKnownChat = endpoint !== null && endpoint.format !== "JSON";
  const form = useForm({
    initialValues: {
      // Of a chat only the host is known: what is left empty stays.
      url: isKnownChat ? "" : (endpoint?.url ?? ""),
      format: (endpoint?.format ?? "JSON") as EndpointFormat,
      shows_names: endpoint?.shows_names ?? false,
      description: endpoint?.description ?? "",
      // Also those that the form does not show.
      events: (endpoint?.events ?? EVENTS).filter((event): event is EventKind => event !== "ping"),
    },
    validate: { events: (events) => (events.length === 0 ? t.webhooks.eventNeeded : null) },
  });
  const errors = useServerErrors(form);
  const keep = useKeep(endpoint);
  const fetches = endpoint?.kind === "PULL";
  const isChat = form.values.format !== "JSON";
  const submit = form.onSubmit(
    ({ url, format, shows_names, description, events }) =>
      keep.mutate(
        {
          ...(!fetches && url.trim() !== "" && { url: url.trim() }),
          ...(endpoint === null && { format }),
          ...(format !== "JSON" && { shows_names }),
          description: description.trim() || null,
          events,
        },
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
        {endpoint === null && (
          <NativeSelect
            label={t.webhooks.format}
            data={FORMATS.map((value) => ({ value, label: t.webhooks.formats[value] }))}
            {...form.getInputProps("format")}
            onChange={({ currentTarget }) => {
              const format = currentTarget.value as EndpointFormat;
              form.setValues({ format, events: format === "JSON" ? EVENTS : CHAT_EVENTS });
            }}
          />
        )}
        {!fetches && (
          <TextInput
            type="url"
            label={t.webhooks.url}
            description={isKnownChat ? t.webhooks.urlStays : t.webhooks.urlNotes[form.values.format]}
            placeholder={endpoint?.url ?? t.webhooks.urlExamples[form.values.format]}
            maxLength={2000}
            required={!isKnownChat}
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
        {isChat && (
          <Checkbox label={t.webhooks.showsNames} {...form.getInputProps("shows_names", { type: "checkbox" })} />
        )}
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
          yes={endpoint !== null ? t.common.save : isChat ? t.webhooks.addChat : t.webhooks.addYes}
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
