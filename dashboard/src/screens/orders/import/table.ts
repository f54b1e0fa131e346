/** A table as rows of cells, out of what a shop has at hand: CSV, TSV, a workbook, or cells that were copied. */
import Papa from "papaparse";
import { MEGABYTES_MAX } from "./limits";

export type Table = string[][];

export type TableFault = "tooBig" | "empty" | "old" | "broken";

/** How a file begins: a zip, which a workbook is, and the container of old or locked workbooks. */
const ZIP = [0x50, 0x4b];
const CONTAINER = [0xd0, 0xcf, 0x11, 0xe0];

/** Every sheet that has rows. */
export async function tablesOf(file: File): Promise<Table[] | TableFault> {
  if (file.size > MEGABYTES_MAX * 1_000_000) return "tooBig";
  const bytes = await file.arrayBuffer();
  if (begins(bytes, CONTAINER)) return "old";
  const tables = begins(bytes, ZIP) ? await sheetsOf(bytes) : [tableOfText(decode(bytes))];
  if (tables === null) return "broken";
  const filled = tables.filter((table) => table.length > 0);
  return filled.length === 0 ? "empty" : filled;
}

function begins(bytes: ArrayBuffer, mark: number[]): boolean {
  const head = new Uint8Array(bytes, 0, Math.min(mark.length, bytes.byteLength));
  return mark.every((byte, place) => head[place] === byte);
}

/** UTF-8, UTF-16 as Excel's "Unicode text", or what Korean Excel writes when nobody asks it for either. */
export function decode(bytes: ArrayBuffer): string {
  if (begins(bytes, [0xff, 0xfe])) return new TextDecoder("utf-16le").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("euc-kr").decode(bytes);
  }
}

/** Cells with commas, tabs or semicolons between them, or the HTML table that some shop programs call an .xls. */
export function tableOfText(text: string): Table {
  const plain = text.replace(/^\uFEFF/, "");
  if (/^\s*<[\s\S]*<table/i.test(plain)) return tableOfHtml(plain);
  const [first = ""] = plain.split(/\r?\n/, 1);
  const delimiter = first.includes("\t") ? "\t" : "";
  const { data } = Papa.parse<string[]>(plain, { delimiter, skipEmptyLines: "greedy" });
  return data.map((row) => row.map(unquoted));
}

/** Some exports write `="0012"`, so that a spreadsheet keeps the digits. */
function unquoted(cell: string): string {
  return /^="(.*)"$/.exec(cell.trim())?.[1] ?? cell;
}

function tableOfHtml(text: string): Table {
  const page = new DOMParser().parseFromString(text, "text/html");
  const rows = [...page.querySelectorAll("tr")].map((row) =>
    [...row.querySelectorAll("th, td")].map((cell) => unquoted(cell.textContent ?? "")),
  );
  return rows.filter(isFilled);
}

/** The reader of workbooks is loaded with the first one. */
async function sheetsOf(bytes: ArrayBuffer): Promise<Table[] | null> {
  const { default: readSheets } = await import("read-excel-file/universal");
  try {
    const sheets = await readSheets(bytes);
    return sheets.map(({ data }) => data.map((row) => row.map(cellOf)).filter(isFilled));
  } catch {
    return null;
  }
}

const isFilled = (row: string[]) => row.some((cell) => cell.trim() !== "");

/** Excel keeps fifteen digits of a number. A longer one is written with an exponent, which is a fault of its row. */
const EXACT_BELOW = 1e15;

/** A date of a workbook has no zone: it is written as it is seen. */
export function cellOf(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (value instanceof Date) return value.toISOString().slice(0, 19).replace("T", " ");
  if (typeof value === "number" && Math.abs(value) >= EXACT_BELOW) return value.toExponential();
  return String(value);
}
