import { Anchor, Button, PasswordInput, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { Link, useLocation } from "react-router";
import { logIn } from "../../api/logIn";
import { isInvited, paths } from "../../app/paths";
import { Trouble } from "../../components/Trouble";
import { useText } from "../../i18n/language";
import { useSession } from "../../session/useSession";
import { Frame } from "./Frame";
import classes from "./Frame.module.css";

/** The guard around this page leads on as soon as there is a session. */
export function Login() {
  const { t } = useText();
  const { search } = useLocation();
  const { expired } = useSession();
  const form = useForm({ initialValues: { email: "", password: "" } });
  const login = useMutation({ mutationFn: logIn });
  const note = expired ? t.entry.expired : isInvited(search) ? t.entry.invited : undefined;
  return (
    <Frame title={t.entry.login} note={note}>
      <form className={classes.form} onSubmit={form.onSubmit((values) => login.mutate(values))}>
        <TextInput
          label={t.entry.email}
          type="email"
          autoComplete="username"
          required
          autoFocus
          {...form.getInputProps("email")}
        />
        <PasswordInput
          visibilityToggleButtonProps={{ "aria-label": t.entry.showPassword }}
          label={t.entry.password}
          autoComplete="current-password"
          required
          {...form.getInputProps("password")}
        />
        {login.error !== null && <Trouble error={login.error} />}
        <Button type="submit" size="md" loading={login.isPending}>
          {t.entry.login}
        </Button>
      </form>
      <details className={classes.forgot}>
        <summary>{t.entry.forgot}</summary>
        <p>{t.entry.forgotHelp}</p>
      </details>
      <p className={classes.other}>
        {t.entry.noAccount}{" "}
        <Anchor component={Link} to={{ pathname: paths.signUp, search }} underline="always">
          {t.entry.signUp}
        </Anchor>
      </p>
    </Frame>
  );
}
