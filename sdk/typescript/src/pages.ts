import { LunePayError } from "./errors.js";

/** A page of a list, and where the next one begins. */
export interface Page<T> {
  readonly items: readonly T[];
  /** The `cursor` of the next page; `undefined` on the last. */
  readonly next: string | undefined;
}

/**
 * A list that comes in pages. Iterate over it with `for await` to have every item; each page is fetched when it is
 * needed. Nothing is asked of the server before that.
 */
export class Pages<T> implements AsyncIterable<T> {
  readonly #fetch: (cursor: string | undefined) => Promise<Page<T>>;

  constructor(fetch: (cursor: string | undefined) => Promise<Page<T>>) {
    this.#fetch = fetch;
  }

  /** The first page alone. */
  first(): Promise<Page<T>> {
    return this.#fetch(undefined);
  }

  /** Page after page. */
  async *pages(): AsyncGenerator<Page<T>, void, undefined> {
    const seen = new Set<string>();
    let cursor: string | undefined;
    do {
      const page: Page<T> = await this.#fetch(cursor);
      yield page;
      cursor = page.next;
      // Neither may a program run for ever, nor take half a list for a whole one.
      if (cursor !== undefined && seen.has(cursor)) throw new LunePayError("the list leads in a circle");
      if (cursor !== undefined) seen.add(cursor);
    } while (cursor !== undefined);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    for await (const page of this.pages()) yield* page.items;
  }

  /** The first items, at most so many. */
  async take(most: number): Promise<T[]> {
    const taken: T[] = [];
    if (most <= 0) return taken;
    for await (const item of this) {
      taken.push(item);
      if (taken.length >= most) break;
    }
    return taken;
  }
}
