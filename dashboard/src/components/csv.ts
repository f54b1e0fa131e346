/** CSV out: page by page into parts of a file, with a UTF-8 mark for Excel and no cell that Excel would run. */
import Papa from "papaparse";
import { save } from "./save";

const BOM = "\uFEFF";
/** What Excel and others take for a formula at the beginning of a cell; also behind spaces and full-width forms. */
const FORMULA = /^[\s]*[=+\-@\t\r＝＋－＠|]/;

export type Cell = string | number | null | undefined;

/** One cell. A text that would be run as a formula gets an apostrophe, which spreadsheets take for "this is text". */
export function safeCell(cell: Cell): string {
  if (cell === null || cell === undefined) return "";
  if (typeof cell === "number") return String(cell);
  return FORMULA.test(cell) ? `'${cell}` : cell;
}

/** The other way, for a file that this page wrote and reads again. */
export function plainCell(cell: string): string {
  return cell.startsWith("'") && FORMULA.test(cell.slice(1)) ? cell.slice(1) : cell;
}

function lines(rows: Cell[][]): string {
  return `${Papa.unparse(
    rows.map((row) => row.map(safeCell)),
    { newline: "\r\n" },
  )}\r\n`;
}

interface Export<T> {
  file: string;
  head: string[];
  pages: AsyncIterable<T[]> | Iterable<T[]>;
  row: (item: T) => Cell[];
  /** Told after each page how many rows there are. */
  progress?: (rows: number) => void;
}

/**
 * Writes every page as it comes, and hands the file over at the end. Throws what a page threw: then there is no file,
 * and there is none without rows.
 */
export async function exportCsv<T>({ file, head, pages, row, progress }: Export<T>): Promise<number> {
  const parts: Blob[] = [new Blob([BOM, lines([head])])];
  let rows = 0;
  for await (const page of pages) {
    // A Blob for each page: the browser keeps them outside of the page's memory.
    if (page.length > 0) parts.push(new Blob([lines(page.map(row))]));
    rows += page.length;
    progress?.(rows);
  }
  if (rows === 0) return 0;
  save(new Blob(parts, { type: "text/csv;charset=utf-8" }), file);
  return rows;
}
