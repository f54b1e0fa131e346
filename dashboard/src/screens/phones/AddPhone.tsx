import { Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { api, type Schemas, take } from "../../api/client";
import { wsKey } from "../../api/people";
import { useAction } from "../../api/useAction";
import { useHere } from "../../app/workspace";
import { FormButtons } from "../../components/FormButtons";
import { Trouble } from "../../components/Trouble";
import { useServerErrors } from "../../components/useServerErrors";
import { useText } from "../../i18n/language";
import type { Connection } from "./connection";

export function AddPhone({ show, cancel }: { show: (next: Connection) => void; cancel: () => void }) {
  const { t } = useText();
  const { id } = useHere();
  const form = useForm({ initialValues: { phone_number: "", label: "" } });
  const errors = useServerErrors(form);
  const add = useAction(
    (body: Schemas["AddPhone"], headers) =>
      take(api.POST("/workspaces/{id}/phone-numbers", { params: { path: { id } }, body, headers })),
    wsKey(id),
  );
  const submit = form.onSubmit((values) =>
    add.mutate(
      { phone_number: values.phone_number.trim(), label: values.label.trim() },
      {
        onSuccess: (made) =>
          show({ step: "key", phone: made.id, address: { url: urlOf(made), switched: made.intake_switched } }),
        onError: errors.take,
      },
    ),
  );
  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput
          type="tel"
          label={t.phones.number}
          placeholder="010-0000-0000"
          maxLength={30}
          required
          data-autofocus
          autoComplete="off"
          {...form.getInputProps("phone_number")}
        />
        <TextInput
          label={t.phones.label}
          placeholder={t.phones.labelExample}
          maxLength={60}
          autoComplete="off"
          {...form.getInputProps("label")}
        />
        {errors.other !== null && <Trouble error={errors.other} />}
        <FormButtons cancel={cancel} yes={t.phones.addYes} sending={add.isPending} />
      </Stack>
    </form>
  );
}

/** The path at this page's own address: a server behind a proxy may not know by which name it is reached. */
export function urlOf(key: Schemas["KeyView"]): string {
  return `${window.location.origin}${key.webhook_path}`;
}
