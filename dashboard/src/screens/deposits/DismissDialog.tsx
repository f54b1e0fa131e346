import { Modal, Radio, Stack, Textarea } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { Deposit } from "../../api/client";
import { DISMISS_REASONS, type DismissReason, useDismiss } from "../../api/decisions";
import { useHere } from "../../app/workspace";
import { FormButtons } from "../../components/FormButtons";
import { Trouble } from "../../components/Trouble";
import { toast } from "../../components/toast";
import { useServerErrors } from "../../components/useServerErrors";
import { useText } from "../../i18n/language";
import { useGoOn } from "./goOn";

interface Props {
  deposit: Deposit;
  close: () => void;
}

/** Asks why a deposit pays nothing. */
export default function DismissDialog({ deposit, close }: Props) {
  const { t } = useText();
  return (
    <Modal opened onClose={close} title={t.holds.dismissTitle}>
      <Form deposit={deposit} close={close} />
    </Modal>
  );
}

function Form({ deposit, close }: Props) {
  const { t } = useText();
  const { id } = useHere();
  const goOn = useGoOn();
  const dismiss = useDismiss(id, deposit.id);
  const form = useForm<{ reason: DismissReason | ""; note: string }>({
    initialValues: { reason: "", note: "" },
    validate: { reason: (reason) => (reason === "" ? t.field.required : null) },
  });
  const errors = useServerErrors(form);
  const submit = form.onSubmit(({ reason, note }) => {
    if (reason === "") return;
    errors.clear();
    dismiss.mutate(
      { reason, note: note.trim() === "" ? null : note.trim() },
      {
        onSuccess: () => {
          toast.done(t.holds.dismissed(deposit.id));
          close();
          goOn.done(deposit.id);
        },
        onError: errors.take,
      },
    );
  }, errors.show);
  return (
    <form onSubmit={submit}>
      <Stack>
        <p>{t.holds.dismissNote}</p>
        <Radio.Group label={t.holds.dismissReason} required {...form.getInputProps("reason")}>
          <Stack mt="sm" gap="xs">
            <Reasons />
          </Stack>
        </Radio.Group>
        <Textarea
          label={t.holds.note}
          maxLength={200}
          autosize
          minRows={2}
          maxRows={5}
          {...form.getInputProps("note")}
        />
        {errors.other !== null && <Trouble error={errors.other} />}
        <FormButtons cancel={close} no={t.common.leave} yes={t.holds.dismissYes} sending={dismiss.isPending} grave />
      </Stack>
    </form>
  );
}

function Reasons() {
  const { t } = useText();
  return DISMISS_REASONS.map((reason) => (
    <Radio
      key={reason}
      value={reason}
      label={t.holds.dismissReasons[reason]}
      description={t.holds.dismissReasonNotes[reason]}
    />
  ));
}
