/** Which column is which, as a person set it: kept in this browser for tables with the same headings. */
import { isComplete, type Mapping, plainName, recognise } from "./headings";

/** What several lines of one order number are. */
export type Repeated = "faulty" | "whole" | "sum";

export interface Columns {
  mapping: Mapping;
  repeated: Repeated;
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
export function columnsOf(headings: readonly string[]): Columns {
  const before = kept().find(([name]) => name === nameOf(headings))?.[1];
  if (before?.mapping !== undefined && isComplete(before.mapping)) return before;
  return { mapping: recognise(headings), repeated: "faulty" };
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
