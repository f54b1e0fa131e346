import { Button, Group, Stack, Switch } from "@mantine/core";
import { IconBell } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { api, type Schemas, take } from "../../api/client";
import { wsKey } from "../../api/people";
import { useAction } from "../../api/useAction";
import { ALERTS, type Alert } from "../../app/alerts/choice";
import { Kinds } from "../../app/alerts/Kinds";
import { QuietHours } from "../../app/alerts/QuietHours";
import { useHere } from "../../app/workspace";
import { Card } from "../../components/Card";
import { Trouble } from "../../components/Trouble";
import { toast } from "../../components/toast";
import { useFailed } from "../../components/useFailed";
import { alertsEn } from "../../i18n/alerts.en";
import { alertsKo } from "../../i18n/alerts.ko";
import { useText } from "../../i18n/language";

type Kept = Schemas["ReminderView"];
type Kind = Kept["kinds"][number];
type Change = Schemas["AmendReminder"];

/** What each kind of alert is to the API. */
const KINDS: Record<Alert, Kind> = { check: "DEPOSITS", reversal: "REVERSALS", silent: "PHONES", paid: "ORDERS" };

/** Of what this person is mailed, and when: everybody's own. */
export function Reminder() {
  const { t, language } = useText();
  const failed = useFailed();
  const { id } = useHere();
  const params = { path: { id } };
  const key = [...wsKey(id), "reminder"];
  const reminder = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => take(api.GET("/workspaces/{id}/reminder", { params, signal })),
  });
  const change = useAction((body: Change) => take(api.PATCH("/workspaces/{id}/reminder", { params, body })), key);
  const amend = (body: Omit<Change, "language">, done: string) =>
    change.mutate({ ...body, language }, { onSuccess: () => toast.done(done), onError: failed });
  const isOn = reminder.data?.is_on ?? false;
  return (
    <Card title={t.settings.reminder}>
      {reminder.error !== null && <Trouble error={reminder.error} />}
      <Stack>
        <Switch
          label={t.settings.reminderLabel}
          description={t.settings.reminderNote}
          checked={isOn}
          disabled={reminder.data === undefined || change.isPending}
          onChange={({ currentTarget: { checked } }) =>
            amend({ is_on: checked }, checked ? t.settings.reminderOn : t.settings.reminderOff)
          }
        />
        {reminder.data !== undefined && isOn && (
          <Choices
            reminder={reminder.data}
            busy={change.isPending}
            amend={(body) => amend({ is_on: true, ...body }, t.settings.reminderSaved)}
          />
        )}
      </Stack>
    </Card>
  );
}

interface ChoicesProps {
  reminder: Kept;
  busy: boolean;
  amend: (body: Pick<Change, "kinds" | "quiet_hours">) => void;
}

function Choices({ reminder, busy, amend }: ChoicesProps) {
  const { t, language } = useText();
  const words = language === "en" ? alertsEn : alertsKo;
  const { id } = useHere();
  const failed = useFailed();
  const test = useAction(
    (_: undefined, headers) => take(api.POST("/workspaces/{id}/reminder/test", { params: { path: { id } }, headers })),
    null,
  );
  return (
    <>
      <Kinds
        label={t.settings.reminderKinds}
        kinds={ALERTS.filter((kind) => reminder.kinds.includes(KINDS[kind]))}
        change={(chosen) => amend({ kinds: chosen.map((kind) => KINDS[kind]) })}
        words={words}
        busy={busy}
        keepsOne
      />
      <QuietHours
        quiet={reminder.quiet_hours ?? null}
        label={t.settings.reminderQuiet}
        busy={busy}
        change={(quiet_hours) => amend({ quiet_hours })}
        words={words}
      />
      <Group>
        <Button
          variant="default"
          leftSection={<IconBell size={18} aria-hidden />}
          loading={test.isPending}
          onClick={() =>
            test.mutate(undefined, { onSuccess: () => toast.done(t.settings.reminderTested), onError: failed })
          }
        >
          {t.settings.reminderTest}
        </Button>
      </Group>
    </>
  );
}
