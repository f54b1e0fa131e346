import { Switch } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { api, take } from "../../api/client";
import { wsKey } from "../../api/people";
import { useAction } from "../../api/useAction";
import { useHere } from "../../app/workspace";
import { Card } from "../../components/Card";
import { Trouble } from "../../components/Trouble";
import { toast } from "../../components/toast";
import { useFailed } from "../../components/useFailed";
import { useText } from "../../i18n/language";

/** Whether this person is mailed when deposits wait for a person: everybody's own. */
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
  const change = useAction(
    (is_on: boolean) => take(api.PATCH("/workspaces/{id}/reminder", { params, body: { is_on, language } })),
    key,
  );
  const flip = (is_on: boolean) =>
    change.mutate(is_on, {
      onSuccess: () => toast.done(is_on ? t.settings.reminderOn : t.settings.reminderOff),
      onError: failed,
    });
  return (
    <Card title={t.settings.reminder}>
      {reminder.error !== null && <Trouble error={reminder.error} />}
      <Switch
        label={t.settings.reminderLabel}
        description={t.settings.reminderNote}
        checked={reminder.data?.is_on ?? false}
        disabled={reminder.data === undefined || change.isPending}
        onChange={(event) => flip(event.currentTarget.checked)}
      />
    </Card>
  );
}
