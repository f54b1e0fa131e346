import { Button, Group, Modal, Stack } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { count } from "../format/money";
import type { Days } from "../format/periods";
import { dayOf } from "../format/time";
import { useText } from "../i18n/language";
import type { Cell } from "./csv";
import { DayRange } from "./DayRange";
import { Facts } from "./Facts";
import type { Known } from "./knownRows";
import { Trouble } from "./Trouble";

interface Props<T> {
  close: () => void;
  /** What the rows are. */
  name: string;
  /** The list's conditions in words, but for its days. */
  conditions: readonly (readonly [string, ReactNode])[];
  dayLabel: string;
  days: Days;
  setDays: (days: Days) => void;
  /** How many rows there are. */
  known: Known | undefined;
  head: string[];
  pages: (signal: AbortSignal) => AsyncIterable<T[]>;
  row: (item: T) => Cell[];
}

/** Where the file stands: not asked for, on its way, there, or failed. */
type Step =
  | { at: "asked" }
  | { at: "reading"; rows: number }
  | { at: "done"; rows: number }
  | { at: "failed"; error: unknown };

const ASKED: Step = { at: "asked" };

/** A list as a file that spreadsheets open: which rows, how many, with what in them, and under which name. */
export default function ExportDialog<T>({ close, name, days, setDays, known, head, pages, row, ...words }: Props<T>) {
  const { t } = useText();
  const [step, setStep] = useState<Step>(ASKED);
  const stop = useRef<AbortController | null>(null);
  useEffect(() => () => stop.current?.abort(), []);
  const file = t.csv.file(name, days.from, days.to, dayOf(new Date()));
  const start = async () => {
    const controller = new AbortController();
    stop.current = controller;
    const progress = (rows: number) => setStep({ at: "reading", rows });
    progress(0);
    try {
      const { exportCsv } = await import("./csv");
      const rows = await exportCsv({ file, head, pages: pages(controller.signal), row, progress });
      setStep({ at: "done", rows });
    } catch (error) {
      setStep(controller.signal.aborted ? ASKED : { at: "failed", error });
    }
  };
  const number = known && t.csv.rows(count(known.count), known.capped);
  return (
    <Modal opened onClose={close} title={t.csv.title(name)}>
      <Stack>
        <p>{t.csv.note(name)}</p>
        <DayRange
          label={words.dayLabel}
          {...days}
          set={(changes) => {
            setStep(ASKED);
            setDays({ ...days, ...changes });
          }}
        />
        <Facts
          facts={[...words.conditions, [t.csv.count, number], [t.csv.columns, head.join(", ")], [t.csv.fileName, file]]}
        />
        <p role="status">
          {step.at === "reading" && t.csv.reading(count(step.rows))}
          {step.at === "done" && (step.rows === 0 ? t.csv.nothing : t.csv.done(count(step.rows)))}
        </p>
        {step.at === "failed" && <Trouble error={step.error} />}
        <Group justify="flex-end">
          {step.at === "reading" ? (
            <Button variant="default" onClick={() => stop.current?.abort()}>
              {t.csv.stop}
            </Button>
          ) : (
            <Button variant="default" onClick={close}>
              {t.common.close}
            </Button>
          )}
          <Button
            data-autofocus
            leftSection={<IconDownload size={18} aria-hidden />}
            loading={step.at === "reading"}
            disabled={known?.count === 0 && !known.capped}
            onClick={() => void start()}
          >
            {t.csv.download}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
