import { Anchor, Button, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { Link, useLocation, useNavigate } from "react-router";
import { api, take } from "../../api/client";
import { logOut } from "../../api/logOut";
import { useMe, workspacesKey } from "../../api/people";
import { useAction } from "../../api/useAction";
import { paths } from "../../app/paths";
import { Trouble } from "../../components/Trouble";
import { toast } from "../../components/toast";
import { useServerErrors } from "../../components/useServerErrors";
import { useText } from "../../i18n/language";
import { Frame } from "./Frame";
import classes from "./Frame.module.css";

/** The code comes behind `#` in the invitation's link, so that it stands in no server's log. */
export default function Invitation() {
  const { t } = useText();
  const navigate = useNavigate();
  const { hash } = useLocation();
  const me = useMe().data;
  const form = useForm({ initialValues: { code: hash.slice(1) } });
  const errors = useServerErrors(form);
  const joining = useAction(
    (code: string, headers) => take(api.POST("/invitations/accept", { body: { code }, headers })),
    workspacesKey,
  );
  const submit = form.onSubmit(({ code }) =>
    joining.mutate(code.trim(), {
      onSuccess: (member) => {
        toast.done(t.entry.joined);
        void navigate(paths.section(member.workspace_id, "today"));
      },
      onError: errors.take,
    }),
  );
  return (
    <Frame title={t.entry.invitation} note={me && t.entry.loggedInAs(me.email)}>
      <form className={classes.form} onSubmit={submit}>
        <TextInput
          label={t.entry.invitationCode}
          required
          autoComplete="off"
          maxLength={60}
          {...form.getInputProps("code")}
        />
        {errors.other !== null && <Trouble error={errors.other} />}
        <Button type="submit" size="md" loading={joining.isPending}>
          {t.entry.join}
        </Button>
      </form>
      <p className={classes.other}>
        {/* The guard around this page leads to the login and back here. */}
        <Anchor component="button" type="button" underline="always" onClick={() => void logOut()}>
          {t.entry.switchAccount}
        </Anchor>
        {" · "}
        <Anchor component={Link} to="/" underline="always">
          {t.common.back}
        </Anchor>
      </p>
    </Frame>
  );
}
