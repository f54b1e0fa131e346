import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useRef, useState } from "react";
import { count } from "../format/money";
import { dayOf } from "../format/time";
import { useText } from "../i18n/language";
import { problemText } from "../i18n/problems";
import type { Cell } from "./csv";
import { toast } from "./toast";

interface Props<T> {
  name: string;
  head: string[];
  pages: (signal: AbortSignal) => AsyncIterable<T[]>;
  row: (item: T) => Cell[];
}

/** Exports the list as it is filtered; pressed again while at work, it stops. */
export function ExportButton<T>({ name, head, pages, row }: Props<T>) {
  const text = useText();
  const { t } = text;
  const [rows, setRows] = useState<number | null>(null);
  const stop = useRef<AbortController | null>(null);
  const start = async () => {
    const controller = new AbortController();
    stop.current = controller;
    setRows(0);
    try {
      const { exportCsv } = await import("./csv");
      const file = `${name}-${dayOf(new Date())}.csv`;
      const written = await exportCsv({ file, head, pages: pages(controller.signal), row, progress: setRows });
      toast.done(t.csv.exported(written));
    } catch (error) {
      if (!controller.signal.aborted) toast.failed(problemText(error, text));
    }
    setRows(null);
  };
  return (
    <Button
      variant="default"
      leftSection={<IconDownload size={18} aria-hidden />}
      onClick={() => (rows === null ? void start() : stop.current?.abort())}
    >
      {rows === null ? t.csv.export : t.csv.exporting(count(rows))}
    </Button>
  );
}
