import { Anchor, Button, PasswordInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { Link, useLocation, useNavigate } from "react-router";
import { api, take } from "../../api/client";
import { PASSWORD_MIN } from "../../api/password";
import { paths } from "../../app/paths";
import { queryClient } from "../../app/queryClient";
import { Trouble } from "../../components/Trouble";
import { toast } from "../../components/toast";
import { useServerErrors } from "../../components/useServerErrors";
import { useText } from "../../i18n/language";
import { sessions } from "../../session/session";
import { Frame } from "./Frame";
import classes from "./Frame.module.css";

/** How long a token is: what a mail program put behind it is none of it. */
const TOKEN = 64;

/** Where a mail's link leads. The token comes behind `#`, so that it stands in no server's log. */
export default function ResetPassword() {
  const { t } = useText();
  const navigate = useNavigate();
  const { hash } = useLocation();
  const token = hash.slice(1, TOKEN + 1);
  const form = useForm({
    initialValues: { password: "" },
    validate: { password: (value) => (value.length < PASSWORD_MIN ? t.entry.passwordShort(PASSWORD_MIN) : null) },
  });
  const errors = useServerErrors(form);
  const choosing = useMutation({
    mutationFn: (password: string) => take(api.POST("/auth/password/reset", { body: { token, password } })),
    onMutate: errors.clear,
    onError: errors.take,
    onSuccess: () => {
      // The server ended this browser's session with all others.
      sessions.end();
      queryClient.clear();
      toast.done(t.forgotten.done);
      void navigate(paths.login);
    },
  });
  const submit = form.onSubmit(({ password }) => choosing.mutate(password), errors.show);
  return (
    <Frame title={t.forgotten.choose} note={t.forgotten.chooseNote}>
      <form className={classes.form} onSubmit={submit}>
        <PasswordInput
          label={t.password.new}
          description={t.entry.passwordRule(PASSWORD_MIN)}
          autoComplete="new-password"
          required
          autoFocus
          {...form.getInputProps("password")}
        />
        {errors.other !== null && <Trouble error={errors.other} />}
        <Button type="submit" size="md" loading={choosing.isPending}>
          {t.forgotten.choose}
        </Button>
      </form>
      <p className={classes.other}>
        <Anchor component={Link} to={paths.forgotten} underline="always">
          {t.forgotten.newLink}
        </Anchor>
      </p>
    </Frame>
  );
}
