/** What the client knows of an operation of the API, as docs/openapi.json describes it. */
export interface Operation {
  readonly id: string;
  readonly method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE";
  /** Below the base URL, with `{name}` for each path parameter. */
  readonly path: string;
  readonly retry: Retry;
  /** Whether the token is sent along. */
  readonly token: boolean;
  /** What a good answer is; of a file its media type. */
  readonly answer: "object" | "list" | "none" | `${string}/${string}`;
}

/**
 * When a call whose outcome is unknown may be sent again.
 *
 * - `always`: a read, a removal, or a bank's message, which changes nothing when it comes again.
 * - `keyed`: under the Idempotency-Key of its first try.
 * - `unsent`: only where the server surely did nothing: it was not reached, or answered 429.
 */
export type Retry = "always" | "keyed" | "unsent";

export type PathValue = number | string;

/** What is asked of an operation. */
export interface Asked {
  readonly path: readonly PathValue[];
  readonly query?: object | undefined;
  readonly body?: unknown;
}

/** What may be said of a single call. */
export interface CallOptions {
  /** A key of your own instead of a random one, so that a later run of your program repeats the same call. */
  readonly idempotencyKey?: string | undefined;
  /** Ends the call, also while it waits for its next try. */
  readonly signal?: AbortSignal | undefined;
  /** How long one try may take, its body included. */
  readonly timeoutMs?: number | undefined;
  /** How many more tries may follow the first. */
  readonly retries?: number | undefined;
  /** Headers beside the client's own, such as `{ prefer: "respond-async" }`. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}
