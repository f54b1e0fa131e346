import "@mantine/core/styles/Progress.css";
import { Modal, Stack } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { wsKey } from "../../../api/people";
import { useHere } from "../../../app/workspace";
import { heldOpen } from "../../../components/heldOpen";
import { ChooseTable } from "./ChooseTable";
import { type Columns, columnsOf, keepColumns } from "./columns";
import { type HeadedTable, headedTable, isComplete } from "./headings";
import { ROWS_MAX } from "./limits";
import { Review } from "./Review";
import { type ImportRow, rowsOf } from "./rows";
import { type Outcome, sendRows } from "./send";
import type { Table, TableFault } from "./table";
import { useWords } from "./words";

export interface Read {
  /** The file's name, or that the table was pasted. */
  from: string;
  table: HeadedTable;
  columns: Columns;
  /** `null`: some column must be chosen first. */
  rows: ImportRow[] | null;
}

export type Fault = TableFault | "tooMany";

/** Of several sheets the first whose headings name all that an order needs, else the first. */
function readOf(from: string, tables: Table[]): Read | Fault {
  const sheets = tables.map(headedTable).map((table) => ({ table, columns: columnsOf(table) }));
  const chosen = sheets.find(({ columns }) => isComplete(columns.mapping)) ?? sheets[0];
  if (chosen === undefined || chosen.table.lines.length === 0) return "empty";
  if (chosen.table.lines.length > ROWS_MAX) return "tooMany";
  return { from, ...chosen, rows: rowsOf(chosen.table, chosen.columns) };
}

/** Orders out of a table: choose or paste, look, send; each row tells how it went. */
export default function ImportOrders({ close }: { close: () => void }) {
  const words = useWords();
  const { id } = useHere();
  const client = useQueryClient();
  const [read, setRead] = useState<Read | Fault | null>(null);
  const [outcomes, setOutcomes] = useState<ReadonlyMap<number, Outcome>>(new Map());
  const [sending, setSending] = useState(false);
  const stop = useRef<AbortController | null>(null);

  const take = (from: string, tables: Table[] | TableFault) => {
    setOutcomes(new Map());
    setRead(typeof tables === "string" ? tables : readOf(from, tables));
  };
  const setColumns = (now: Read, columns: Columns) => {
    if (isComplete(columns.mapping)) keepColumns(now.table.headings, columns);
    setRead({ ...now, columns, rows: rowsOf(now.table, columns) });
  };
  const send = async (rows: ImportRow[]) => {
    const controller = new AbortController();
    stop.current = controller;
    setSending(true);
    const note = (row: ImportRow, outcome: Outcome) => setOutcomes((now) => new Map(now).set(row.line, outcome));
    await sendRows(id, rows, note, controller);
    setSending(false);
    await client.invalidateQueries({ queryKey: wsKey(id) });
  };
  const leave = () => {
    stop.current?.abort();
    close();
  };
  return (
    <Modal opened onClose={leave} size="xl" title={words.title} {...heldOpen(sending)} withCloseButton>
      <Stack>
        {read === null || typeof read === "string" ? (
          <ChooseTable fault={read} take={take} />
        ) : (
          <Review
            read={read}
            outcomes={outcomes}
            sending={sending}
            setColumns={(columns) => setColumns(read, columns)}
            send={(rows) => void send(rows)}
            stop={() => stop.current?.abort()}
            other={() => setRead(null)}
            leave={leave}
          />
        )}
      </Stack>
    </Modal>
  );
}
