import { AnswerError, type Failed, NoAnswerError, ProblemError, UsageError } from "./errors.js";
import type { Problem } from "./generated/schema.js";
import type { Operation } from "./operation.js";
import type { PreparedRequest } from "./request.js";

/** Time and chance, so that tests wait for nothing. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Milliseconds since some instant, whatever is done to the machine's time. */
  monotonic(): number;
  /** From 0 to below 1. */
  random(): number;
  /** Rejects with the signal's reason as soon as it is aborted. */
  sleep(ms: number, signal: AbortSignal | undefined): Promise<void>;
}

export interface Patience {
  readonly timeoutMs: number;
  readonly retries: number;
  readonly deadlineMs: number;
}

export interface Answer {
  readonly headers: Headers;
  readonly body: unknown;
}

/** As if nothing was said. */
export const PATIENCE: Patience = { timeoutMs: 30_000, retries: 4, deadlineMs: 90_000 };

/** What timers can wait, some 24 days; of more they make a millisecond. */
const TIMER_MAX_MS = 2 ** 31 - 1;

/** What is said over what stands, where it can be meant. */
export function patienceOf(
  stands: Patience,
  said: { readonly [Name in keyof Patience]?: number | undefined },
): Patience {
  const { timeoutMs = stands.timeoutMs, retries = stands.retries, deadlineMs = stands.deadlineMs } = said;
  // Written so that a NaN is refused.
  if (!(timeoutMs > 0 && retries >= 0 && deadlineMs >= 0)) {
    throw new UsageError("timeoutMs is more than 0, and neither retries nor deadlineMs is below 0");
  }
  return { timeoutMs, retries, deadlineMs };
}

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 8_000;
/** The first request with this key still runs, or died: its key is free again within a minute. */
const IN_USE = "idempotency_key_in_use";

export const realClock: Clock = {
  now: Date.now,
  monotonic: () => performance.now(),
  random: Math.random,
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const stop = () => {
        clearTimeout(timer);
        reject(signal?.reason);
      };
      const timer = setTimeout(
        () => {
          signal?.removeEventListener("abort", stop);
          resolve();
        },
        Math.min(ms, TIMER_MAX_MS),
      );
      signal?.addEventListener("abort", stop, { once: true });
    }),
};

/** What one try came to: an answer, or why there is none and whether another try may follow. */
type Tried = { answer: Answer } | { error: Error; again: boolean; afterMs?: number | undefined; counts: boolean };

/** Sends the request until it is answered, cannot be answered, or patience ends. */
export async function send(
  operation: Operation,
  request: PreparedRequest,
  patience: Patience,
  signal: AbortSignal | undefined,
  fetcher: typeof fetch,
  clock: Clock,
): Promise<Answer> {
  const started = clock.monotonic();
  let counted = 0;
  for (let attempts = 1; ; attempts++) {
    signal?.throwIfAborted();
    const failed: Failed = { operation: operation.id, attempts, idempotencyKey: request.idempotencyKey };
    const tried = await attempt(operation, request, patience.timeoutMs, signal, fetcher, failed, clock);
    if ("answer" in tried) return tried.answer;
    if (tried.counts) counted += 1;
    const waitMs = waitFor(counted, tried.afterMs, clock);
    const inTime = clock.monotonic() - started + waitMs <= patience.deadlineMs;
    if (!tried.again || counted > patience.retries || patience.retries === 0 || !inTime) throw tried.error;
    await clock.sleep(waitMs, signal);
  }
}

/** What the server asked for, and up to a tenth more; without that twice as long each time, half of it by chance. */
function waitFor(tries: number, afterMs: number | undefined, clock: Clock): number {
  if (afterMs !== undefined) return afterMs * (1 + clock.random() / 10);
  const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.max(0, tries - 1));
  return longest * (0.5 + clock.random() / 2);
}

async function attempt(
  operation: Operation,
  request: PreparedRequest,
  timeoutMs: number,
  signal: AbortSignal | undefined,
  fetcher: typeof fetch,
  failed: Failed,
  clock: Clock,
): Promise<Tried> {
  const stop = new AbortController();
  const abort = () => stop.abort(signal?.reason);
  signal?.addEventListener("abort", abort, { once: true });
  let isLate = false;
  const end = () => {
    isLate = true;
    stop.abort();
  };
  const timer = timeoutMs <= TIMER_MAX_MS ? setTimeout(end, timeoutMs) : undefined;
  try {
    const response = await fetcher(request.url, {
      method: operation.method,
      headers: request.headers,
      redirect: "manual",
      signal: stop.signal,
      ...(request.body !== undefined && { body: request.body }),
    });
    // Read within the timeout: a body may stop half way.
    const bytes = new Uint8Array(await response.arrayBuffer());
    return judged(operation, response, bytes, failed, clock);
  } catch (cause) {
    if (signal?.aborted) throw signal.reason;
    if (isLate) {
      const error = new NoAnswerError(`no answer within ${timeoutMs} ms`, failed, changes(operation));
      return { error, again: operation.retry !== "unsent", counts: true };
    }
    return broken(operation, cause, failed);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", abort);
  }
}

function changes(operation: Operation): boolean {
  return operation.method !== "GET" || operation.retry !== "always";
}

function judged(operation: Operation, response: Response, bytes: Uint8Array, failed: Failed, clock: Clock): Tried {
  const mayRepeat = operation.retry !== "unsent";
  if (response.ok) {
    const body = bodyOf(operation, response.headers, bytes);
    if (body !== undefined) return { answer: { headers: response.headers, body: body.value } };
    const error = new AnswerError("breaks off, or is not LunePay's", failed, response.status);
    return { error, again: mayRepeat, counts: true };
  }
  const { status } = response;
  const afterMs = retryAfterMs(response.headers, clock);
  const problem = problemOf(bytes, status);
  const error = problem
    ? new ProblemError(problem, failed, afterMs === undefined ? undefined : Math.ceil(afterMs / 1000))
    : new AnswerError(status < 400 ? "leads elsewhere: mend baseUrl" : "is not LunePay's", failed, status);
  const isInUse = status === 409 && problem?.code === IN_USE;
  const isUp = status === 502 || status === 503 || status === 504;
  return { error, again: status === 429 || (mayRepeat && (isUp || isInUse)), afterMs, counts: !isInUse };
}

/** What a good answer holds, or `undefined` when it holds something else. */
function bodyOf(operation: Operation, headers: Headers, bytes: Uint8Array): { value: unknown } | undefined {
  switch (operation.answer) {
    case "none":
      return bytes.length === 0 ? { value: undefined } : undefined;
    case "list":
    case "object": {
      const value = jsonOf(bytes);
      const fits =
        typeof value === "object" && value !== null && Array.isArray(value) === (operation.answer === "list");
      return fits ? { value } : undefined;
    }
    default:
      return headers.get("content-type")?.startsWith(operation.answer) ? { value: bytes } : undefined;
  }
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

function problemOf(bytes: Uint8Array, status: number): Problem | undefined {
  const value = jsonOf(bytes);
  if (typeof value !== "object" || value === null || !("code" in value) || typeof value.code !== "string") return;
  const told = { type: "", title: "", detail: "", request_id: "", ...value, status } as Problem;
  if (!Array.isArray(told.errors)) delete told.errors;
  return told;
}

/** Seconds or a date (RFC 9110). A date is measured by the server's own clock where its answer tells it. */
function retryAfterMs(headers: Headers, clock: Clock): number | undefined {
  const text = headers.get("retry-after")?.trim();
  if (text === undefined || text === "") return undefined;
  if (/^[0-9]{1,9}$/.test(text)) return Number(text) * 1000;
  const until = Date.parse(text);
  const told = Date.parse(headers.get("date") ?? "");
  if (Number.isNaN(until)) return undefined;
  return Math.max(0, until - (Number.isNaN(told) ? clock.now() : told));
}

/** Errors of a connection that was never made: nothing was sent. */
const NOT_SENT = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);
/** Nor does it help to send again what a certificate or the request itself stands against. */
const HOPELESS = /^(CERT_|ERR_TLS|ERR_SSL|ERR_INVALID|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|UND_ERR_INVALID_ARG)/;

function broken(operation: Operation, cause: unknown, failed: Failed): Tried {
  const codes = codesIn(cause);
  const isUnsent = codes.length > 0 && codes.every((code) => NOT_SENT.has(code));
  const isHopeless = codes.some((code) => HOPELESS.test(code));
  const what = codes[0] ?? (cause instanceof Error ? cause.name : "unknown");
  const mayHaveHappened = !isUnsent && !isHopeless && changes(operation);
  const said = isUnsent || isHopeless ? "the server was not reached" : "the connection broke";
  const error = new NoAnswerError(`${said} (${what})`, failed, mayHaveHappened, cause);
  return { error, again: !isHopeless && (isUnsent || operation.retry !== "unsent"), counts: true };
}

/** The codes of what went wrong, through `cause` and, where several addresses were tried, `errors`. */
function codesIn(error: unknown, depth = 0): string[] {
  if (typeof error !== "object" || error === null || depth > 4) return [];
  const inner = "errors" in error && Array.isArray(error.errors) ? error.errors : "cause" in error ? [error.cause] : [];
  const below = inner.flatMap((one) => codesIn(one, depth + 1));
  if (below.length > 0) return below;
  return "code" in error && typeof error.code === "string" ? [error.code] : [];
}
