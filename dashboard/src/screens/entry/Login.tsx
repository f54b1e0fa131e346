import { Anchor, Button, PasswordInput, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useLocation } from "react-router";
import { logIn } from "../../api/logIn";
import { ApiError } from "../../api/problem";
import { isInvited, paths } from "../../app/paths";
import { Trouble } from "../../components/Trouble";
import { useText } from "../../i18n/language";
import { useSession } from "../../session/useSession";
import { Frame } from "./Frame";
import classes from "./Frame.module.css";

/** The guard around this page leads on as soon as there is a session. */
export default function Login() {
  const { t } = useText();
  const { search } = useLocation();
  const { expired } = useSession();
  const form = useForm({ initialValues: { email: "", password: "", code: "" } });
  const login = useMutation({ mutationFn: logIn });
  const [asked, setAsked] = useState(false);
  const submit = form.onSubmit((values) =>
    login.mutate(values, { onError: (error) => setAsked((before) => before || isAskedForCode(error)) }),
  );
  const trouble = isAskedForCode(login.error) ? null : login.error;
  const note = expired ? t.entry.expired : isInvited(search) ? t.entry.invited : undefined;
  return (
    <Frame title={t.entry.login} note={note}>
      <form className={classes.form} onSubmit={submit}>
        <TextInput
          label={t.entry.email}
          type="email"
          autoComplete="username"
          required
          autoFocus
          {...form.getInputProps("email")}
        />
        <PasswordInput
          label={t.entry.password}
          autoComplete="current-password"
          required
          {...form.getInputProps("password")}
        />
        {asked && (
          <TextInput
            label={t.secondFactor.code}
            description={t.secondFactor.codeAtLogin}
            inputMode="text"
            autoComplete="one-time-code"
            maxLength={40}
            required
            autoFocus
            {...form.getInputProps("code")}
          />
        )}
        {trouble !== null && <Trouble error={trouble} />}
        <Button type="submit" size="md" loading={login.isPending}>
          {t.entry.login}
        </Button>
      </form>
      <p className={classes.other}>
        <Anchor component={Link} to={paths.forgotten} underline="always">
          {t.entry.forgot}
        </Anchor>
      </p>
      <p className={classes.other}>
        {t.entry.noAccount}{" "}
        <Anchor component={Link} to={{ pathname: paths.signUp, search }} underline="always">
          {t.entry.signUp}
        </Anchor>
      </p>
    </Frame>
  );
}

/** The password is right, and the person has a second factor. */
function isAskedForCode(error: unknown): boolean {
  return error instanceof ApiError && error.code === "second_factor_required";
}
