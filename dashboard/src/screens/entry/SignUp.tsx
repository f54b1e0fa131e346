import { Anchor, Button, PasswordInput, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { Link, useLocation } from "react-router";
import { signUp } from "../../api/logIn";
import { PASSWORD_MIN } from "../../api/password";
import { isInvited, paths } from "../../app/paths";
import { Trouble } from "../../components/Trouble";
import { useServerErrors } from "../../components/useServerErrors";
import { useText } from "../../i18n/language";
import { Frame } from "./Frame";
import classes from "./Frame.module.css";

export default function SignUp() {
  const { t } = useText();
  const { search } = useLocation();
  const form = useForm({
    initialValues: { name: "", email: "", password: "" },
    validate: { password: (value) => (value.length < PASSWORD_MIN ? t.entry.passwordShort(PASSWORD_MIN) : null) },
  });
  const errors = useServerErrors(form);
  const signing = useMutation({ mutationFn: signUp, onError: errors.take, onMutate: errors.clear });
  return (
    <Frame title={t.entry.signUp} note={isInvited(search) ? t.entry.invited : t.entry.signUpNote}>
      <form className={classes.form} onSubmit={form.onSubmit((values) => signing.mutate(values), errors.show)}>
        <TextInput
          label={t.entry.name}
          autoComplete="name"
          maxLength={60}
          required
          autoFocus
          {...form.getInputProps("name")}
        />
        <TextInput
          label={t.entry.email}
          type="email"
          autoComplete="username"
          required
          {...form.getInputProps("email")}
        />
        <PasswordInput
          label={t.entry.password}
          description={t.entry.passwordRule(PASSWORD_MIN)}
          autoComplete="new-password"
          required
          {...form.getInputProps("password")}
        />
        {errors.other !== null && <Trouble error={errors.other} />}
        <Button type="submit" size="md" loading={signing.isPending}>
          {t.entry.signUp}
        </Button>
      </form>
      <p className={classes.other}>
        {t.entry.haveAccount}{" "}
        <Anchor component={Link} to={{ pathname: paths.login, search }} underline="always">
          {t.entry.login}
        </Anchor>
      </p>
    </Frame>
  );
}
