import { Group, TextInput } from "@mantine/core";
import { clockOf, minuteOf } from "../../api/push";
import type { AlertsTexts } from "../../i18n/alerts.ko";

/** Minutes after midnight, Korea's time. */
export interface QuietMinutes {
  from: number;
  until: number;
}

/** What a person gets who switches them on. */
export const NIGHT: QuietMinutes = { from: minuteOf("22:00"), until: minuteOf("08:00") };

interface Props {
  quiet: QuietMinutes;
  change: (quiet: QuietMinutes) => void;
  words: AlertsTexts;
}

/** When quiet hours begin and end. What is no other time changes nothing. */
export function QuietTimes({ quiet, change, words }: Props) {
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
