import { Button, Group, Progress } from "@mantine/core";
import { useState } from "react";
import { useText } from "../../../i18n/language";
import type { Columns } from "./columns";
import { NEEDED } from "./headings";
import classes from "./Import.module.css";
import type { Read } from "./ImportOrders";
import { ImportTable } from "./ImportTable";
import { MapColumns, useFieldNames } from "./MapColumns";
import { type ImportRow, leftOut } from "./rows";
import { mayPass, type Outcome } from "./send";
import { useWords } from "./words";

interface Props {
  read: Read;
  outcomes: ReadonlyMap<number, Outcome>;
  sending: boolean;
  setColumns: (columns: Columns) => void;
  send: (rows: ImportRow[]) => void;
  stop: () => void;
  /** Back to the choice of a table. */
  other: () => void;
  leave: () => void;
}

/** What a press can do now, by what became of the rows. */
function stateOf(rows: ImportRow[], outcomes: ReadonlyMap<number, Outcome>) {
  const sound = rows.filter((row) => row.faults.length === 0);
  const failed = sound.filter((row) => "error" in (outcomes.get(row.line) ?? {}));
  return {
    sound,
    left: sound.filter((row) => !outcomes.has(row.line)),
    failed,
    again: failed.filter((row) => mayPass(outcomes.get(row.line))),
    faulty: rows.length - sound.length,
  };
}

/** What was read and what became of it. */
export function Review({ read, outcomes, sending, setColumns, send, stop, other, leave }: Props) {
  const { t } = useText();
  const words = useWords();
  // What must be chosen stays open while it is chosen.
  const unchosen = read.columns.mapping.status !== null && read.columns.only.length === 0;
  const [mapping, setMapping] = useState(unchosen || read.rows === null);
  const rows = read.rows ?? [];
  const state = stateOf(rows, outcomes);
  const isBegun = outcomes.size > 0 || sending;
  const isOver = isBegun && state.left.length === 0;
  const again = isOver ? state.again : state.left;
  const label = isOver ? words.again : isBegun ? words.goOn : words.send;
  return (
    <>
      <Summary read={read} state={state} sending={sending} />
      {isBegun && (
        <Progress
          value={(100 * (state.sound.length - state.left.length)) / Math.max(1, state.sound.length)}
          aria-label={words.progress}
        />
      )}
      {!isBegun && read.rows !== null && (
        <Group>
          <Button variant="subtle" aria-expanded={mapping} onClick={() => setMapping((now) => !now)}>
            {mapping ? words.columns.close : words.columns.open}
          </Button>
        </Group>
      )}
      {!isBegun && (mapping || read.rows === null) && <MapColumns read={read} setColumns={setColumns} />}
      {read.rows !== null && <ImportTable rows={rows} outcomes={outcomes} />}
      <Group justify="flex-end">
        {!sending && (
          <Button variant="subtle" onClick={other}>
            {words.other}
          </Button>
        )}
        <Button variant="default" onClick={sending ? stop : leave}>
          {sending ? words.stop : isBegun ? t.common.close : t.common.cancel}
        </Button>
        {read.rows !== null && (!isOver || again.length > 0) && (
          <Button loading={sending} disabled={again.length === 0} onClick={() => send(again)}>
            {label(again.length)}
          </Button>
        )}
      </Group>
    </>
  );
}

interface SummaryProps extends Pick<Props, "read" | "sending"> {
  state: ReturnType<typeof stateOf>;
}

function Summary({ read, state, sending }: SummaryProps) {
  const words = useWords();
  const names = useFieldNames();
  if (read.rows === null) {
    const missing = NEEDED.filter((field) => read.columns.mapping[field] === null).map((field) => names[field]);
    return (
      <p role="alert" className="lp-bad">
        {words.columns.missing(missing.join(", "))}
      </p>
    );
  }
  const { mapping, only } = read.columns;
  if (mapping.status !== null && only.length === 0) {
    return (
      <p role="alert" className="lp-bad">
        {words.columns.chooseStatus}
      </p>
    );
  }
  const { sound, left, failed, faulty } = state;
  const sent = sound.length - left.length;
  const text = () => {
    if (sending) return words.underway(sent, sound.length);
    if (sent === 0) {
      const others = leftOut(read.table, read.columns);
      const preview = words.preview(read.from, sound.length, faulty);
      return others === 0 ? preview : `${preview} ${words.leftOut(others)}`;
    }
    return left.length > 0
      ? words.stopped(sent, left.length)
      : words.result(sent - failed.length, failed.length + faulty);
  };
  return (
    <p className={classes.note} role="status">
      {text()}
    </p>
  );
}
