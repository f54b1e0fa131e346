import { Anchor, Button, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { Link } from "react-router";
import { api, take } from "../../api/client";
import { paths } from "../../app/paths";
import { Trouble } from "../../components/Trouble";
import { useServerErrors } from "../../components/useServerErrors";
import { useText } from "../../i18n/language";
import { Frame } from "./Frame";
import classes from "./Frame.module.css";

/** Asks for the mail with a link. What is said afterwards is the same whether or not somebody has the address. */
export default function Forgotten() {
  const { t, language } = useText();
  const form = useForm({ initialValues: { email: "" } });
  const errors = useServerErrors(form);
  const asking = useMutation({
    mutationFn: (email: string) => take(api.POST("/auth/password/forgot", { body: { email, language } })),
    onError: errors.take,
    onMutate: errors.clear,
  });
  return (
    <Frame title={t.forgotten.title} note={t.forgotten.note}>
      <form className={classes.form} onSubmit={form.onSubmit(({ email }) => asking.mutate(email.trim()))}>
        <TextInput
          label={t.entry.email}
          type="email"
          autoComplete="username"
          required
          autoFocus
          {...form.getInputProps("email")}
        />
        {errors.other !== null && <Trouble error={errors.other} />}
        {asking.isSuccess && <p role="status">{t.forgotten.sent(asking.variables)}</p>}
        <Button type="submit" size="md" loading={asking.isPending}>
          {asking.isSuccess ? t.forgotten.again : t.forgotten.send}
        </Button>
      </form>
      <p className={classes.other}>
        <Anchor component={Link} to={paths.login} underline="always">
          {t.entry.login}
        </Anchor>
      </p>
    </Frame>
  );
}
