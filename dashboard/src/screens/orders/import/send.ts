/** Sends orders a few at a time. A failure of the network or of a busy server is tried again, a refusal is not. */
import { api, type Order, take } from "../../../api/client";
import { ApiError, isPassing } from "../../../api/problem";
import type { ImportRow } from "./rows";

const AT_ONCE = 3;
const TRIES = 5;
/** Without a session nothing more can succeed. */
const ENDED = new Set([401, 403]);

export type Outcome = { order: Order } | { error: unknown };

/** Whether the very same row may succeed later. */
export const mayPass = (outcome: Outcome | undefined) =>
  outcome !== undefined && "error" in outcome && isPassing(outcome.error);

/**
 * Sends `rows` and tells of each how it went. After `stop`, calls on their way still finish: the server holds the key
 * of a call that was cut off for a while. A row that waited for its next try has no outcome, and keeps its key.
 */
export async function sendRows(
  ws: number,
  rows: readonly ImportRow[],
  done: (row: ImportRow, outcome: Outcome) => void,
  stop: AbortController,
): Promise<void> {
  const queue = [...rows];
  const worker = async () => {
    for (let row = queue.shift(); row !== undefined && !stop.signal.aborted; row = queue.shift()) {
      const outcome = await sendRow(ws, row, stop.signal);
      if (outcome === null) return;
      done(row, outcome);
      if ("error" in outcome && outcome.error instanceof ApiError && ENDED.has(outcome.error.status)) stop.abort();
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

/** `null`: stopped. */
async function sendRow(ws: number, { body, once }: ImportRow, signal: AbortSignal): Promise<Outcome | null> {
  for (let tried = 1; ; tried += 1) {
    try {
      const params = { path: { id: ws } };
      return { order: await take(api.POST("/workspaces/{id}/orders", { params, body, headers: once })) };
    } catch (error) {
      if (!isPassing(error) || tried >= TRIES) return { error };
      await pause((error.retryAfterS ?? 0.5 * 2 ** tried) * 1000, signal);
      if (signal.aborted) return null;
    }
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((wake) => {
    const timer = setTimeout(wake, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      wake();
    });
  });
}
