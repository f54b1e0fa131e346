import type { Page } from "./client";

export type Fetch<T> = (cursor: string | null, signal: AbortSignal | undefined) => Promise<Page<T>>;

/** How many pages one press reads at most while it looks for rows that fit. */
export const PAGES_A_PRESS = 10;

/**
 * Rows that `keeps` takes, from `cursor` on: reads on until there are `wanted`, the list ends, or the bound is
 * reached. What the API filters itself does not come here.
 */
export async function sift<T>(
  fetch: Fetch<T>,
  keeps: (row: T) => boolean,
  cursor: string | null,
  wanted: number,
  signal?: AbortSignal,
): Promise<Page<T>> {
  const rows: T[] = [];
  let next = cursor;
  for (let read = 0; read < PAGES_A_PRESS; read += 1) {
    const page = await fetch(next, signal);
    rows.push(...page.rows.filter(keeps));
    next = page.next;
    if (next === null || rows.length >= wanted) break;
  }
  return { rows, next };
}

/** Every page of a list, one after the other. */
export async function* every<T>(fetch: Fetch<T>, signal: AbortSignal): AsyncGenerator<T[]> {
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
