import type { Page } from "./client";

export type Fetch<T> = (cursor: string | null, signal: AbortSignal | undefined) => Promise<Page<T>>;

/** The most rows that a list answers at once: `maximum` of the document, to which a test holds it. */
export const PAGE_MAX = 100;

/** Of what is searched for, in characters: `maxLength` of the document, to which a test holds it. */
export const SEARCH_MAX = 60;

/** How many pages one press reads at most while it looks for rows. */
const PAGES_A_PRESS = 10;

/**
 * A page of a filtered list. The API looks at a bounded number of rows and may answer none of them while there is
 * more: then the next page is asked for, and the next.
 */
export async function sift<T>(fetch: Fetch<T>, cursor: string | null, signal?: AbortSignal): Promise<Page<T>> {
  let page = await fetch(cursor, signal);
  for (let read = 1; read < PAGES_A_PRESS && page.rows.length === 0 && page.next !== null; read += 1) {
    page = await fetch(page.next, signal);
  }
  return page;
}

/** Each row once, where it stands first. */
export function distinct<T extends { id: unknown }>(rows: readonly T[]): T[] {
  const seen = new Set<unknown>();
  return rows.filter(({ id }) => !seen.has(id) && seen.add(id));
}

/** Every page of a list, one after the other. */
export async function* every<T>(fetch: Fetch<T>, signal?: AbortSignal): AsyncGenerator<T[]> {
  let cursor: string | null = null;
  do {
    const page: Page<T> = await fetch(cursor, signal);
    yield page.rows;
    cursor = page.next;
  } while (cursor !== null);
}

/** At most `pages` pages of a list, and whether that was all. */
export async function gather<T>(fetch: Fetch<T>, pages: number, signal?: AbortSignal): Promise<Gathered<T>> {
  const rows: T[] = [];
  let cursor: string | null = null;
  for (let read = 0; read < pages; read += 1) {
    const page: Page<T> = await fetch(cursor, signal);
    rows.push(...page.rows);
    cursor = page.next;
    if (cursor === null) return { rows, complete: true };
  }
  return { rows, complete: false };
}

export interface Gathered<T> {
  rows: T[];
  complete: boolean;
}
