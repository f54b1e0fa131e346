import { Button, Group, Radio, Stack, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQueryClient } from "@tanstack/react-query";
import { api, type Schemas, take, type Workspace } from "../../api/client";
import { workspacesKey, wsKey } from "../../api/people";
import { useAction } from "../../api/useAction";
import { useHere } from "../../app/workspace";
import { Card } from "../../components/Card";
import { confirm } from "../../components/confirm";
import { Screen } from "../../components/Screen";
import { Trouble } from "../../components/Trouble";
import { toast } from "../../components/toast";
import { useFailed } from "../../components/useFailed";
import { useServerErrors } from "../../components/useServerErrors";
import { useText } from "../../i18n/language";
import { ApprovedSenders } from "./ApprovedSenders";
import { DataExport } from "./DataExport";
import { Intake, type Values, Windows } from "./Fields";
import { graveOf } from "./grave";
import { MessageFormats } from "./MessageFormats";
import { Policies } from "./Policies";
import { Reminder } from "./Reminder";

export default function Settings() {
  const { t } = useText();
  const here = useHere();
  return (
    <Screen title={t.sections.settings} {...(!here.isOwner && { note: t.settings.ownerOnly })}>
      <Pairing key={`${here.workspace.id}`} workspace={here.workspace} />
      <Automatic key={`policies-${here.workspace.id}`} workspace={here.workspace} />
      <ApprovedSenders />
      <MessageFormats />
      <Reminder />
      {here.isOwner && <DataExport />}
      {here.isOwner && <Switch workspace={here.workspace} />}
    </Screen>
  );
}

function useChange() {
  const { id } = useHere();
  const client = useQueryClient();
  return useAction(async (body: Schemas["AmendWorkspace"]) => {
    const changed = await take(api.PATCH("/workspaces/{id}", { params: { path: { id } }, body }));
    await client.invalidateQueries({ queryKey: workspacesKey });
    return changed;
  }, wsKey(id));
}

/** The API's names of what the form calls otherwise. */
const NAMES = {
  match_window_days: "days",
  early_deposit_hours: "early",
  account_lock_hours: "lock",
  strict_names: "strict",
  tie_policy: "tie",
  auto_match_limit: "limit",
  retention_days: "retention",
};

function Pairing({ workspace }: { workspace: Workspace }) {
  const { t } = useText();
  const { isOwner } = useHere();
  const change = useChange();
  const form = useForm<Values>({
    initialValues: {
      name: workspace.name,
      tie: workspace.settings.tie_policy,
      days: workspace.settings.match_window_days,
      early: workspace.settings.early_deposit_hours,
      lock: workspace.settings.account_lock_hours,
      strict: workspace.settings.strict_names ? "STRICT" : "WARN",
      intake: workspace.settings.intake,
      senders: workspace.settings.senders,
      limit: workspace.settings.auto_match_limit ?? "",
      retention: workspace.settings.retention_days ?? "",
    },
  });
  const errors = useServerErrors(form, NAMES);
  const save = (values: Values) =>
    change.mutate(
      {
        name: values.name.trim(),
        settings: {
          tie_policy: values.tie,
          match_window_days: Number(values.days),
          early_deposit_hours: Number(values.early),
          account_lock_hours: Number(values.lock),
          strict_names: values.strict === "STRICT",
          intake: values.intake,
          senders: values.senders,
          auto_match_limit: values.limit === "" ? null : Number(values.limit),
          retention_days: values.retention === "" ? null : Number(values.retention),
        },
      },
      {
        onSuccess: () => {
          errors.clear();
          toast.done(t.settings.saved);
        },
        onError: errors.take,
      },
    );
  const submit = form.onSubmit((values) => {
    const { intake, senders, retention_days: retention } = workspace.settings;
    const after = {
      intake: values.intake,
      senders: values.senders,
      retention: values.retention === "" ? null : Number(values.retention),
    };
    const grave = graveOf({ intake, senders, retention: retention ?? null }, after);
    if (grave.length === 0) return save(values);
    confirm({
      title: t.settings.graveTitle,
      body: grave.map((what) => <p key={what}>{t.settings.grave[what](after.retention ?? 0)}</p>),
      yes: t.common.save,
      no: t.common.leave,
      grave: true,
      onYes: () => save(values),
    });
  });
  return (
    <Card title={t.settings.pairing}>
      <form onSubmit={submit}>
        <Stack maw={560} gap="lg">
          <TextInput
            label={t.entry.workspaceName}
            maxLength={60}
            required
            readOnly={!isOwner}
            {...form.getInputProps("name")}
          />
          <Radio.Group label={t.settings.tie} description={t.settings.tieNote} {...form.getInputProps("tie")}>
            <Stack mt="sm">
              <Radio value="HOLD" label={t.settings.hold} description={t.settings.holdNote} disabled={!isOwner} />
              <Radio
                value="AS_MANY"
                label={t.settings.asMany}
                description={t.settings.asManyNote}
                disabled={!isOwner}
              />
              <Radio value="OLDEST" label={t.settings.oldest} description={t.settings.oldestNote} disabled={!isOwner} />
            </Stack>
          </Radio.Group>
          <Windows form={form} />
          <Intake form={form} />
          {errors.other !== null && <Trouble error={errors.other} />}
          {isOwner && (
            <Group>
              <Button type="submit" loading={change.isPending}>
                {t.common.save}
              </Button>
            </Group>
          )}
        </Stack>
      </form>
    </Card>
  );
}

function Automatic({ workspace }: { workspace: Workspace }) {
  return <Policies workspace={workspace} change={useChange()} />;
}

/** Stops the whole workspace, and starts it again. */
function Switch({ workspace }: { workspace: Workspace }) {
  const { t } = useText();
  const failed = useFailed();
  const change = useChange();
  const flip = (is_active: boolean) =>
    change.mutate(
      { is_active },
      {
        onSuccess: () => toast.done(is_active ? t.settings.started : t.settings.stopped),
        onError: failed,
      },
    );
  const ask = () =>
    confirm({
      title: t.settings.stopTitle,
      body: t.settings.stopBody(workspace.name),
      yes: t.settings.stop,
      no: t.common.leave,
      grave: true,
      onYes: () => flip(false),
    });
  return (
    <Card title={t.settings.active}>
      <p>{workspace.is_active ? t.settings.activeNote : t.settings.inactiveNote}</p>
      <Button
        variant="default"
        mt="md"
        loading={change.isPending}
        onClick={() => (workspace.is_active ? ask() : flip(true))}
      >
        {workspace.is_active ? t.settings.stop : t.settings.start}
      </Button>
    </Card>
  );
}
