import { Button, Group, Modal, NativeSelect, Stack } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import type { FileKind } from "../api/files";
import { count } from "../format/money";
import type { Days } from "../format/periods";
import { useText } from "../i18n/language";
import { DayRange } from "./DayRange";
import { Facts } from "./Facts";
import type { Known } from "./knownRows";
import type { Views } from "./Tabs";
import { Trouble } from "./Trouble";

interface Props {
  close: () => void;
  /** What the rows are. */
  name: string;
  /** Which view of the list. */
  view: Views;
  /** The list's other conditions in words, but for its days. */
  conditions: readonly (readonly [string, ReactNode])[];
  dayLabel: string;
  days: Days;
  setDays: (days: Days) => void;
  /** How many rows there are. */
  known: Known | undefined;
  /** Saves the file, and says how many rows it has. */
  download: (kind: FileKind, signal: AbortSignal) => Promise<number>;
}

/** Where the file stands: not asked for, on its way, there, or failed. */
type Step = { at: "asked" | "reading" } | { at: "done"; rows: number } | { at: "failed"; error: unknown };

const ASKED: Step = { at: "asked" };

/** A list as a file that spreadsheets open: which rows, and how many. */
export default function ExportDialog({ close, name, view, days, setDays, known, download, ...words }: Props) {
  const { t } = useText();
  const [step, setStep] = useState<Step>(ASKED);
  const stop = useRef<AbortController | null>(null);
  useEffect(() => () => stop.current?.abort(), []);
  const start = async (kind: FileKind) => {
    const controller = new AbortController();
    stop.current = controller;
    setStep({ at: "reading" });
    try {
      setStep({ at: "done", rows: await download(kind, controller.signal) });
    } catch (error) {
      setStep(controller.signal.aborted ? ASKED : { at: "failed", error });
    }
  };
  const isReading = step.at === "reading";
  const isEmpty = known?.count === 0 && !known.capped;
  const number = known && t.csv.rows(count(known.count), known.capped);
  return (
    <Modal opened onClose={close} title={t.csv.title(name)}>
      <Stack>
        <p>{t.csv.note(name)}</p>
        <NativeSelect
          label={view.label}
          data={view.choices.map(([value, label]) => ({ value, label }))}
          value={view.value}
          onChange={(event) => {
            setStep(ASKED);
            view.onChange(event.currentTarget.value);
          }}
        />
        <DayRange
          label={words.dayLabel}
          {...days}
          set={(changes) => {
            setStep(ASKED);
            setDays({ ...days, ...changes });
          }}
        />
        <Facts facts={[...words.conditions, [t.csv.count, number]]} />
        <p role="status">
          {isReading && t.csv.reading}
          {step.at === "done" && (step.rows === 0 ? t.csv.nothing : t.csv.done(count(step.rows)))}
        </p>
        {step.at === "failed" && <Trouble error={step.error} />}
        <Group justify="flex-end">
          {isReading ? (
            <Button variant="default" onClick={() => stop.current?.abort()}>
              {t.csv.stop}
            </Button>
          ) : (
            <Button variant="default" disabled={isEmpty} onClick={() => void start("csv")}>
              {t.csv.asCsv}
            </Button>
          )}
          <Button
            data-autofocus
            leftSection={<IconDownload size={18} aria-hidden />}
            loading={isReading}
            disabled={isEmpty}
            onClick={() => void start("xlsx")}
          >
            {t.csv.download}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
