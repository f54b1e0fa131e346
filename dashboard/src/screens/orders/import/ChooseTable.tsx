import { Button, FileButton, Group, Textarea } from "@mantine/core";
import Papa from "papaparse";
import { useState } from "react";
import { save } from "../../../components/save";
import { useText } from "../../../i18n/language";
import classes from "./Import.module.css";
import type { Fault } from "./ImportOrders";
import { type Table, type TableFault, tableOfText, tablesOf } from "./table";
import { useWords } from "./words";

const lines = (text: string) => text.split("\n").length;

interface Props {
  /** Why what was chosen before cannot be used. */
  fault: Fault | null;
  take: (from: string, tables: Table[] | TableFault) => void;
}

export function ChooseTable({ fault, take }: Props) {
  const { t } = useText();
  const words = useWords();
  const o = t.orders;
  const choose = async (file: File | null) => {
    if (file !== null) take(file.name, await tablesOf(file));
  };
  const paste = (text: string) => {
    const table = tableOfText(text);
    take(words.pasted, table.length === 0 ? "empty" : [table]);
  };
  const [typed, setTyped] = useState("");
  /** Some keyboards paste without saying so: what brings lines along all at once was not typed. */
  const type = (text: string) => {
    const isPasted = lines(text) > lines(typed) && text.length > typed.length + 1;
    setTyped(isPasted ? "" : text);
    if (isPasted) paste(text);
  };
  const template = () => {
    const head = [o.number, o.amount, o.depositor, o.orderedAt, o.expires, o.phone, o.email, o.memo];
    const row = ["A-2024-0001", "14510", "홍길동", "", "", "01012345678", "buyer@example.com", ""];
    // Excel knows UTF-8 by the mark at the beginning.
    const text = `\uFEFF${Papa.unparse([head, row], { newline: "\r\n" })}\r\n`;
    save(new Blob([text], { type: "text/csv;charset=utf-8" }), `${words.templateName}.csv`);
  };
  return (
    <>
      <p className={classes.note}>{words.note}</p>
      {fault !== null && (
        <p role="alert" className="lp-bad">
          {words.tableFaults[fault]}
        </p>
      )}
      <Group>
        <FileButton
          accept=".xlsx,.xls,.csv,.tsv,.txt"
          onChange={(file) => void choose(file)}
          inputProps={{ "aria-label": words.choose }}
        >
          {(props) => <Button {...props}>{words.choose}</Button>}
        </FileButton>
        <Button variant="subtle" onClick={template}>
          {words.template}
        </Button>
      </Group>
      <Textarea
        label={words.paste}
        description={words.pasteNote}
        value={typed}
        rows={3}
        onChange={(event) => type(event.currentTarget.value)}
        onPaste={(event) => {
          event.preventDefault();
          paste(event.clipboardData.getData("text/plain"));
        }}
      />
      {typed.trim() !== "" && (
        <Group>
          <Button variant="default" onClick={() => paste(typed)}>
            {words.readTyped}
          </Button>
        </Group>
      )}
    </>
  );
}
