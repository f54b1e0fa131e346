import { Button, Group } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { api, take } from "../../api/client";
import { useHere } from "../../app/workspace";
import { Card } from "../../components/Card";
import { save } from "../../components/save";
import { Trouble } from "../../components/Trouble";
import { dayOf } from "../../format/time";
import { useText } from "../../i18n/language";

/** Where the export stands: not asked for, its parts on their way, there, or failed. */
type Step = { at: "asked" } | { at: "reading" | "done"; parts: number } | { at: "failed"; error: unknown };

const ASKED: Step = { at: "asked" };

interface Part {
  zip: Blob;
  /** The cursor of the next part; `null` at the end. */
  next: string | null;
}

async function read(id: number, cursor: string | null, signal: AbortSignal): Promise<Part> {
  const query = cursor === null ? {} : { cursor };
  const answer = await api.GET("/workspaces/{id}/export", {
    params: { path: { id }, query },
    parseAs: "blob",
    signal,
  });
  const zip = await take<Blob>(Promise.resolve(answer));
  return { zip, next: answer.response.headers.get("X-Next-Cursor") };
}

/** All that the workspace has, as zips: part by part, each saved as it comes. */
export function DataExport() {
  const { t } = useText();
  const { id } = useHere();
  const [step, setStep] = useState<Step>(ASKED);
  const stop = useRef<AbortController | null>(null);
  useEffect(() => () => stop.current?.abort(), []);
  const start = async () => {
    const controller = new AbortController();
    stop.current = controller;
    const today = dayOf(new Date());
    let cursor: string | null = null;
    setStep({ at: "reading", parts: 0 });
    try {
      for (let part = 1; ; part += 1) {
        const found: Part = await read(id, cursor, controller.signal);
        save(found.zip, `lunepay-${id}-${today}-${part}.zip`);
        cursor = found.next;
        setStep({ at: cursor === null ? "done" : "reading", parts: part });
        if (cursor === null) return;
      }
    } catch (error) {
      setStep(controller.signal.aborted ? ASKED : { at: "failed", error });
    }
  };
  return (
    <Card title={t.settings.export}>
      <p>{t.settings.exportNote}</p>
      <p role="status">
        {step.at === "reading" && t.settings.exporting(step.parts)}
        {step.at === "done" && t.settings.exported(step.parts)}
      </p>
      {step.at === "failed" && <Trouble error={step.error} />}
      <Group mt="md">
        <Button
          variant="default"
          leftSection={<IconDownload size={18} aria-hidden />}
          loading={step.at === "reading"}
          onClick={() => void start()}
        >
          {t.settings.exportAll}
        </Button>
      </Group>
    </Card>
  );
}
