import { Modal, NumberInput, Stack, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { FormButtons } from "../../components/FormButtons";
import { Trouble } from "../../components/Trouble";
import { useServerErrors } from "../../components/useServerErrors";
import { fromLocalInput } from "../../format/time";
import { useText } from "../../i18n/language";
import { useReturning } from "./useReturning";

interface Props {
  deposit: number;
  /** What is to be sent back. */
  refund: number;
  close: () => void;
}

/** Asks how much was sent back, and when. */
export default function ReturnDialog(props: Props) {
  const { t } = useText();
  return (
    <Modal opened onClose={props.close} title={t.parts.giveBackOther}>
      <Form {...props} />
    </Modal>
  );
}

function Form({ deposit, refund, close }: Props) {
  const { t } = useText();
  const returning = useReturning(deposit);
  const form = useForm<{ amount: number | ""; at: string; note: string }>({
    initialValues: { amount: refund, at: "", note: "" },
    validate: { amount: (amount) => (amount === "" ? t.field.required : null) },
  });
  const errors = useServerErrors(form);
  const submit = form.onSubmit(({ amount, at, note }) => {
    errors.clear();
    const body = { amount: Number(amount), at: fromLocalInput(at), note: note.trim() === "" ? null : note.trim() };
    returning.note(body, close, errors.take);
  }, errors.show);
  return (
    <form onSubmit={submit}>
      <Stack>
        <NumberInput
          label={t.deposits.amount}
          suffix={t.common.wonSuffix}
          required
          data-autofocus
          {...form.getInputProps("amount")}
        />
        <TextInput
          type="datetime-local"
          label={t.parts.returnedAt}
          description={t.parts.returnedAtNote}
          {...form.getInputProps("at")}
        />
        <Textarea
          label={t.holds.note}
          maxLength={500}
          autosize
          minRows={2}
          maxRows={5}
          {...form.getInputProps("note")}
        />
        {errors.other !== null && <Trouble error={errors.other} />}
        <FormButtons cancel={close} yes={t.parts.note} sending={returning.pending} />
      </Stack>
    </form>
  );
}
