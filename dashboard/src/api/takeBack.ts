import { ApiError } from "./problem";

/** The deposits that could not be taken back, and why the first of them could not. */
export interface Standing {
  deposits: number[];
  error: unknown;
}

/** These say that nothing is left to take back: somebody did it, or the answer to the try before was lost. */
const GONE: ReadonlySet<string> = new Set(["deposit_not_matched", "deposit_not_dismissed"]);

const isGone = (error: unknown): boolean => error instanceof ApiError && GONE.has(error.code);

/**
 * Undoes what was done to each of these deposits, and tells what still stands. What is in `undone` is left alone: it
 * may be matched anew since. What is undone now comes into it.
 */
export async function takeBack(
  deposits: readonly number[],
  undone: Set<number>,
  undo: (deposit: number) => Promise<unknown>,
): Promise<Standing | null> {
  const standing: number[] = [];
  let first: unknown;
  for (const deposit of deposits.filter((each) => !undone.has(each))) {
    try {
      await undo(deposit);
      undone.add(deposit);
    } catch (error) {
      if (isGone(error)) undone.add(deposit);
      else {
        if (standing.length === 0) first = error;
        standing.push(deposit);
      }
    }
  }
  return standing.length === 0 ? null : { deposits: standing, error: first };
}
