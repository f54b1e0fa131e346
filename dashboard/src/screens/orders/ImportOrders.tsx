import "@mantine/core/styles/Progress.css";
import { Button, FileButton, Group, Modal, Progress, Stack } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { wsKey } from "../../api/people";
import { useHere } from "../../app/workspace";
import { exportCsv } from "../../components/csv";
import { useText } from "../../i18n/language";
import classes from "./Import.module.css";
import { ImportTable } from "./ImportTable";
import { BYTES_MAX, decode, type FileFault, type ImportRow, type Outcome, readRows, sendRows } from "./importing";

interface Read {
  file: string;
  rows: ImportRow[];
}

/** Orders from a CSV file: choose, look, send; each row tells how it went. */
export default function ImportOrders({ close }: { close: () => void }) {
  const { t } = useText();
  const { id } = useHere();
  const client = useQueryClient();
  const [read, setRead] = useState<Read | FileFault | null>(null);
  const [outcomes, setOutcomes] = useState<ReadonlyMap<number, Outcome>>(new Map());
  const [sending, setSending] = useState(false);
  const stop = useRef<AbortController | null>(null);

  const choose = async (file: File | null) => {
    if (file === null) return;
    setOutcomes(new Map());
    if (file.size > BYTES_MAX) return setRead("tooBig");
    const rows = readRows(decode(await file.arrayBuffer()));
    setRead(typeof rows === "string" ? rows : { file: file.name, rows });
  };
  const send = async (rows: ImportRow[]) => {
    const controller = new AbortController();
    stop.current = controller;
    setSending(true);
    const note = (row: ImportRow, outcome: Outcome) => setOutcomes((now) => new Map(now).set(row.line, outcome));
    await sendRows(id, rows, note, controller.signal);
    setSending(false);
    await client.invalidateQueries({ queryKey: wsKey(id) });
  };
  const leave = () => {
    stop.current?.abort();
    close();
  };
  return (
    <Modal
      opened
      onClose={leave}
      size="xl"
      title={t.orders.import.title}
      closeOnClickOutside={!sending}
      closeOnEscape={!sending}
      closeButtonProps={{ "aria-label": t.common.close }}
    >
      <Stack>
        {read === null || typeof read === "string" ? (
          <Choose fault={read} choose={(file) => void choose(file)} />
        ) : (
          <Review
            read={read}
            outcomes={outcomes}
            sending={sending}
            send={(rows) => void send(rows)}
            other={() => setRead(null)}
            leave={leave}
          />
        )}
      </Stack>
    </Modal>
  );
}

function Choose({ fault, choose }: { fault: FileFault | null; choose: (file: File | null) => void }) {
  const { t } = useText();
  const o = t.orders;
  const template = () =>
    exportCsv({
      file: `${t.orders.import.templateName}.csv`,
      head: [o.number, o.amount, o.depositor, o.email, o.phone, o.memo, o.expires],
      pages: one([["A-2024-0001", 14510, "홍길동", "buyer@example.com", "01012345678", "", ""]]),
      row: (row) => row,
      progress: () => undefined,
    });
  return (
    <>
      <p className={classes.note}>{t.orders.import.note}</p>
      {fault !== null && (
        <p role="alert" className={classes.fault}>
          {t.orders.import.fileFaults[fault]}
        </p>
      )}
      <Group>
        <FileButton accept=".csv,text/csv" onChange={choose} inputProps={{ "aria-label": t.orders.import.choose }}>
          {(props) => <Button {...props}>{t.orders.import.choose}</Button>}
        </FileButton>
        <Button variant="subtle" onClick={() => void template()}>
          {t.orders.import.template}
        </Button>
      </Group>
    </>
  );
}

async function* one<T>(page: T[]): AsyncGenerator<T[]> {
  yield page;
}

interface ReviewProps {
  read: Read;
  outcomes: ReadonlyMap<number, Outcome>;
  sending: boolean;
  send: (rows: ImportRow[]) => void;
  /** Back to the choice of a file. */
  other: () => void;
  leave: () => void;
}

function Review({ read, outcomes, sending, send, other, leave }: ReviewProps) {
  const { t } = useText();
  const sound = read.rows.filter((row) => row.faults.length === 0);
  const sent = sound.filter((row) => outcomes.has(row.line));
  const failed = sent.filter((row) => "error" in (outcomes.get(row.line) ?? {}));
  const finished = sent.length === sound.length;
  const faulty = read.rows.length - sound.length;
  return (
    <>
      <p className={classes.note} role="status">
        {finished && sound.length > 0
          ? t.orders.import.result(sent.length - failed.length, failed.length + faulty)
          : t.orders.import.preview(read.file, sound.length, faulty)}
      </p>
      {(sending || finished) && (
        <Progress value={(100 * sent.length) / Math.max(1, sound.length)} aria-label={t.orders.import.progress} />
      )}
      <ImportTable rows={read.rows} outcomes={outcomes} />
      <Group justify="flex-end">
        {!sending && (
          <Button variant="subtle" onClick={other}>
            {t.orders.import.other}
          </Button>
        )}
        <Button variant="default" onClick={leave}>
          {finished ? t.common.close : t.common.cancel}
        </Button>
        {!finished && (
          <Button loading={sending} disabled={sound.length === 0} onClick={() => send(sound)}>
            {t.orders.import.send(sound.length)}
          </Button>
        )}
        {finished && failed.length > 0 && (
          <Button loading={sending} onClick={() => send(failed)}>
            {t.orders.import.again(failed.length)}
          </Button>
        )}
      </Group>
    </>
  );
}
