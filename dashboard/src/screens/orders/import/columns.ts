/** Which column is which, as a person set it: kept in this browser for tables with the same headings. */
import { type HeadedTable, isComplete, type Mapping, plainName, recognise, waitingOf } from "./headings";

/** What several lines of one order number are. */
export const REPEATED = ["faulty", "whole", "sum"] as const;
export type Repeated = (typeof REPEATED)[number];

export interface Columns {
  mapping: Mapping;
  repeated: Repeated;
  /** With a column of statuses: lines with one of these are taken, and no others. */
  only: readonly string[];
}

const KEY = "lunepay.import.columns";
const KEPT_MAX = 20;

const nameOf = (headings: readonly string[]) => headings.map(plainName).join("|");

function kept(): [string, Columns][] {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(found) ? found : [];
  } catch {
    return [];
  }
}

/** As set before for such a table; otherwise as its headings tell. */
export function columnsOf({ headings, lines }: HeadedTable): Columns {
  const before = kept().find(([name]) => name === nameOf(headings))?.[1];
  if (before?.mapping !== undefined && before.only !== undefined && isComplete(before.mapping)) return before;
  const mapping = recognise(headings);
  return withStatus({ mapping, repeated: "faulty", only: [] }, lines, mapping.status);
}

/** With this column of statuses, and of those the ones that wait for money. */
export function withStatus(columns: Columns, lines: readonly string[][], status: number | null): Columns {
  const only = status === null ? null : waitingOf(lines, status);
  return { ...columns, mapping: { ...columns.mapping, status: only === null ? null : status }, only: only ?? [] };
}

export function keepColumns(headings: readonly string[], columns: Columns): void {
  const name = nameOf(headings);
  const others = kept().filter(([each]) => each !== name);
  try {
    localStorage.setItem(KEY, JSON.stringify([[name, columns], ...others].slice(0, KEPT_MAX)));
  } catch {
    // A browser that keeps nothing asks again.
  }
}
