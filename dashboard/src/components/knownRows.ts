import type { Page } from "../api/client";

export interface Known {
  count: number;
  /** There are more. */
  capped: boolean;
}

/** How many rows a list has, as far as it was read. */
export function knownRows(list: { pages: Page<unknown>[] } | undefined): Known | undefined {
  if (list === undefined) return undefined;
  return {
    count: list.pages.reduce((sum, page) => sum + page.rows.length, 0),
    capped: list.pages.at(-1)?.next != null,
  };
}
