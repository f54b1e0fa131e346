import { Button, Modal, Select, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useState } from "react";
import { api, type Schemas, take } from "../../api/client";
import { type Phone, phonesKey } from "../../api/phones";
import { useAction } from "../../api/useAction";
import { useHere } from "../../app/workspace";
import { FormButtons } from "../../components/FormButtons";
import { Trouble } from "../../components/Trouble";
import { toast } from "../../components/toast";
import { useServerErrors } from "../../components/useServerErrors";
import { useText } from "../../i18n/language";
import { patience, UNCHOSEN } from "./patience";

/** What a phone is called, its number, and how long it may be silent. Its address stays. */
export function EditPhone({ phone, name }: { phone: Phone; name: string }) {
  const { t } = useText();
  const [opened, setOpened] = useState(false);
  const close = () => setOpened(false);
  return (
    <>
      <Button variant="default" size="xs" aria-label={`${name} ${t.common.edit}`} onClick={() => setOpened(true)}>
        {t.common.edit}
      </Button>
      <Modal opened={opened} onClose={close} title={t.phones.change}>
        {opened && <Form phone={phone} close={close} />}
      </Modal>
    </>
  );
}

/** The API's names of these fields, where they differ. */
const NAMES = { silent_after_minutes: "silent" };

function Form({ phone, close }: { phone: Phone; close: () => void }) {
  const { t, language } = useText();
  const { id } = useHere();
  const form = useForm({
    initialValues: {
      label: phone.label,
      phone_number: phone.phone_number,
      silent: phone.silent_after_minutes?.toString() ?? UNCHOSEN,
    },
  });
  const errors = useServerErrors(form, NAMES);
  const amend = useAction(
    (body: Schemas["AmendPhone"]) =>
      take(
        api.PATCH("/workspaces/{id}/phone-numbers/{phone_id}", { params: { path: { id, phone_id: phone.id } }, body }),
      ),
    phonesKey(id),
  );
  const submit = form.onSubmit(({ label, phone_number, silent }) =>
    amend.mutate(
      {
        label: label.trim(),
        phone_number: phone_number.trim(),
        silent_after_minutes: silent === UNCHOSEN ? null : Number(silent),
      },
      {
        onSuccess: (changed) => {
          toast.done(t.phones.changed(changed.label || changed.phone_number));
          close();
        },
        onError: errors.take,
      },
    ),
  );
  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput
          label={t.phones.label}
          placeholder={t.phones.labelExample}
          maxLength={60}
          data-autofocus
          autoComplete="off"
          {...form.getInputProps("label")}
        />
        <TextInput
          type="tel"
          label={t.phones.number}
          maxLength={30}
          required
          autoComplete="off"
          {...form.getInputProps("phone_number")}
        />
        <Select
          label={t.phones.silentAfter}
          description={t.phones.silentAfterNote}
          allowDeselect={false}
          data={patience(phone.silent_after_minutes ?? null, t.phones.silentUnchosen, language)}
          {...form.getInputProps("silent")}
        />
        {errors.other !== null && <Trouble error={errors.other} />}
        <FormButtons cancel={close} yes={t.common.save} sending={amend.isPending} />
      </Stack>
    </form>
  );
}
