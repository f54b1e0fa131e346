import { Checkbox, Modal, PasswordInput, Stack } from "@mantine/core";
import { useForm } from "@mantine/form";
import { api, take } from "../../api/client";
import { PASSWORD_MIN } from "../../api/password";
import { meKey } from "../../api/people";
import { ApiError } from "../../api/problem";
import { useAction } from "../../api/useAction";
import { FormButtons } from "../../components/FormButtons";
import { Trouble } from "../../components/Trouble";
import { toast } from "../../components/toast";
import { useServerErrors } from "../../components/useServerErrors";
import { useText } from "../../i18n/language";
import { problemText } from "../../i18n/problems";

export default function PasswordDialog({ close }: { close: () => void }) {
  const text = useText();
  const { t } = text;
  const form = useForm({
    initialValues: { current: "", new: "", end_tokens: false },
    validate: { new: (value) => (value.length < PASSWORD_MIN ? t.entry.passwordShort(PASSWORD_MIN) : null) },
  });
  const errors = useServerErrors(form);
  const change = useAction(
    (body: { current: string; new: string; end_tokens: boolean }) => take(api.POST("/auth/password", { body })),
    meKey,
  );
  const leave = () => {
    form.reset();
    errors.clear();
    close();
  };
  const submit = form.onSubmit(
    (values) =>
      change.mutate(values, {
        onSuccess: () => {
          toast.done(t.password.done);
          leave();
        },
        onError: (error) => {
          if (error instanceof ApiError && error.code === "password_wrong") {
            form.setErrors({ current: problemText(error, text) });
          } else errors.take(error);
        },
      }),
    errors.show,
  );
  return (
    <Modal opened onClose={leave} title={t.password.title}>
      <form onSubmit={submit}>
        <Stack>
          <PasswordInput
            label={t.password.current}
            autoComplete="current-password"
            required
            data-autofocus
            {...form.getInputProps("current")}
          />
          <PasswordInput
            label={t.password.new}
            description={t.entry.passwordRule(PASSWORD_MIN)}
            autoComplete="new-password"
            required
            {...form.getInputProps("new")}
          />
          <Checkbox
            label={t.password.endTokens}
            description={t.password.endTokensNote}
            {...form.getInputProps("end_tokens", { type: "checkbox" })}
          />
          {errors.other !== null && <Trouble error={errors.other} />}
          <FormButtons cancel={leave} yes={t.password.change} sending={change.isPending} />
        </Stack>
      </form>
    </Modal>
  );
}
