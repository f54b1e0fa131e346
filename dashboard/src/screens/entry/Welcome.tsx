import { Anchor, Button, Checkbox, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { Link, useNavigate } from "react-router";
import { api, type Schemas, take } from "../../api/client";
import { logOut } from "../../api/logOut";
import { useWorkspaces, workspacesKey } from "../../api/people";
import { useAction } from "../../api/useAction";
import { paths } from "../../app/paths";
import { Trouble } from "../../components/Trouble";
import { useServerErrors } from "../../components/useServerErrors";
import { useText } from "../../i18n/language";
import { Frame } from "./Frame";
import classes from "./Frame.module.css";

/** Makes a workspace: the first one after the sign-up, or another. */
export default function Welcome() {
  const { t } = useText();
  const navigate = useNavigate();
  const workspaces = useWorkspaces();
  const another = (workspaces.data?.length ?? 0) > 0;
  const form = useForm({ initialValues: { name: "", isTest: false } });
  const errors = useServerErrors(form);
  const create = useAction(
    (body: Schemas["CreateWorkspace"], headers) => take(api.POST("/workspaces", { body, headers })),
    workspacesKey,
  );
  const submit = form.onSubmit(({ name, isTest }) =>
    create.mutate(
      { name: name.trim(), mode: isTest ? "TEST" : "LIVE" },
      {
        onSuccess: (workspace) => navigate(paths.section(workspace.id, "today")),
        onError: errors.take,
      },
    ),
  );
  return (
    <Frame title={another ? t.shell.newWorkspace : t.entry.welcome} note={t.entry.workspaceNote}>
      <form className={classes.form} onSubmit={submit}>
        <TextInput
          label={t.entry.workspaceName}
          placeholder={t.entry.workspaceExample}
          maxLength={60}
          required
          autoFocus
          {...form.getInputProps("name")}
        />
        <Checkbox
          label={t.entry.isTest}
          description={t.entry.isTestNote}
          {...form.getInputProps("isTest", { type: "checkbox" })}
        />
        {errors.other !== null && <Trouble error={errors.other} />}
        <Button type="submit" size="md" loading={create.isPending}>
          {t.entry.createWorkspace}
        </Button>
      </form>
      <p className={classes.other}>
        <Anchor component={Link} to={paths.invitation} underline="always">
          {t.entry.haveInvitation}
        </Anchor>
        {" · "}
        {another ? (
          <Anchor component={Link} to="/" underline="always">
            {t.common.back}
          </Anchor>
        ) : (
          <Anchor component="button" type="button" underline="always" onClick={() => void logOut()}>
            {t.shell.logOut}
          </Anchor>
        )}
      </p>
    </Frame>
  );
}
