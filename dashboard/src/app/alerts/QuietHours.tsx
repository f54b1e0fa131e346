import { Group, Switch, TextInput } from "@mantine/core";
import { clockOf, minuteOf } from "../../api/push";
import type { AlertsTexts } from "../../i18n/alerts.ko";

/** Minutes after midnight, Korea's time. */
interface QuietMinutes {
  from: number;
  until: number;
}

/** What a person gets who switches them on. */
const NIGHT: QuietMinutes = { from: minuteOf("22:00"), until: minuteOf("08:00") };

interface Props {
  /** `null`: none. */
  quiet: QuietMinutes | null;
  label: string;
  busy: boolean;
  change: (quiet: QuietMinutes | null) => void;
  words: AlertsTexts;
}

/** Whether there are quiet hours, and when they begin and end. */
export function QuietHours({ quiet, label, busy, change, words }: Props) {
  return (
    <>
      <Switch
        label={label}
        description={words.pushQuietNote}
        checked={quiet != null}
        disabled={busy}
        onChange={(event) => change(event.currentTarget.checked ? NIGHT : null)}
      />
      {quiet != null && <Times key={`${quiet.from}-${quiet.until}`} quiet={quiet} change={change} words={words} />}
    </>
  );
}

interface TimesProps {
  quiet: QuietMinutes;
  change: (quiet: QuietMinutes) => void;
  words: AlertsTexts;
}

/** What is no other time changes nothing. */
function Times({ quiet, change, words }: TimesProps) {
  const keep = (end: "from" | "until", clock: string) => {
    const next = { ...quiet, [end]: minuteOf(clock) };
    if (!Number.isNaN(next[end]) && next[end] !== quiet[end] && next.from !== next.until) change(next);
  };
  return (
    <Group>
      {(["from", "until"] as const).map((end) => (
        <TextInput
          key={end}
          type="time"
          label={end === "from" ? words.from : words.to}
          defaultValue={clockOf(quiet[end])}
          onBlur={(event) => keep(end, event.currentTarget.value)}
        />
      ))}
    </Group>
  );
}
