import { Checkbox, Stack } from "@mantine/core";
import type { AlertsTexts } from "../../i18n/alerts.ko";
import { ALERTS, type Alert } from "./choice";

interface Props {
  label: string;
  kinds: readonly Alert[];
  change: (kinds: Alert[]) => void;
  words: AlertsTexts;
  busy?: boolean;
  /** Whether one at least stays: who wants none has a switch for that. */
  keepsOne?: boolean;
}

/** The kinds of events that a person is told of. */
export function Kinds({ label, kinds, change, words, busy = false, keepsOne = false }: Props) {
  const isLast = (kind: Alert) => keepsOne && kinds.length === 1 && kinds[0] === kind;
  return (
    <Checkbox.Group label={label} value={[...kinds]} onChange={(chosen) => change(chosen as Alert[])}>
      <Stack mt="xs" gap={0}>
        {ALERTS.map((kind) => (
          <Checkbox key={kind} value={kind} label={words.kinds[kind]} disabled={busy || isLast(kind)} />
        ))}
      </Stack>
    </Checkbox.Group>
  );
}
