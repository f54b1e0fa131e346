import type { FieldError, Problem } from "./generated/schema.js";

/** What every error of this package is. */
export class LunePayError extends Error {
  override name = "LunePayError";
}

/** The call cannot be made as it stands: an argument is missing or wrong. Nothing was sent. */
export class UsageError extends LunePayError {
  override name = "UsageError";
}

/** What is known of a call that failed. */
export interface Failed {
  /** The operation's id in docs/openapi.json, such as `place_order`. */
  readonly operation: string;
  /** How many tries were made. */
  readonly attempts: number;
  /** The key of the call: sent again under it, the call takes effect once. */
  readonly idempotencyKey: string | undefined;
}

/** A call that was sent and brought no answer that counts. */
abstract class FailedCall extends LunePayError implements Failed {
  readonly operation: string;
  readonly attempts: number;
  readonly idempotencyKey: string | undefined;

  constructor(text: string, failed: Failed, cause?: unknown) {
    const tries = failed.attempts === 1 ? "" : ` after ${failed.attempts} tries`;
    super(`${failed.operation}${tries}: ${text}`, cause === undefined ? undefined : { cause });
    this.operation = failed.operation;
    this.attempts = failed.attempts;
    this.idempotencyKey = failed.idempotencyKey;
  }
}

/** The server was not reached, went silent, or the connection broke before its answer was whole. */
export class NoAnswerError extends FailedCall {
  override name = "NoAnswerError";
  /** Whether the server may have done it all the same: it was reached, and its answer was lost. */
  readonly mayHaveHappened: boolean;

  constructor(text: string, failed: Failed, mayHaveHappened: boolean, cause?: unknown) {
    super(mayHaveHappened ? `${text}; it may have taken effect` : text, failed, cause);
    this.mayHaveHappened = mayHaveHappened;
  }
}

/** Something answered that is not LunePay, or half an answer came: a proxy's page, a body that breaks off. */
export class AnswerError extends FailedCall {
  override name = "AnswerError";
  readonly status: number;

  constructor(text: string, failed: Failed, status: number) {
    super(`the answer (${status}) ${text}`, failed);
    this.status = status;
  }
}

/** What the server refused or could not do, as it said so (RFC 9457). */
export class ProblemError extends FailedCall {
  override name = "ProblemError";
  readonly status: number;
  /** Stable, such as `order_number_taken`: decide by this. */
  readonly code: string;
  /** Korean: what is wrong and what to do. May be shown to the shop's people. */
  readonly detail: string;
  /** Each bad field of the body or the query. */
  readonly errors: readonly FieldError[];
  /** What the operator of the server finds this call by. */
  readonly requestId: string;
  /** In how many seconds the call may be sent again, where the server said so. */
  readonly retryAfterS: number | undefined;
  /** All that the server said, such as the `order_id` of `order_number_taken`. */
  readonly problem: Problem & Readonly<Record<string, unknown>>;

  constructor(problem: Problem, failed: Failed, retryAfterS?: number) {
    const fields = (problem.errors ?? []).map((field) => `; ${field.field}: ${field.detail}`).join("");
    super(`${problem.detail}${fields} (${problem.status} ${problem.code}, request ${problem.request_id})`, failed);
    this.status = problem.status;
    this.code = problem.code;
    this.detail = problem.detail;
    this.errors = problem.errors ?? [];
    this.requestId = problem.request_id;
    this.retryAfterS = retryAfterS;
    this.problem = problem as ProblemError["problem"];
  }

  /** What to do, in English. */
  get advice(): string {
    return adviceFor(this.status, this.code);
  }
}

function adviceFor(status: number, code: string): string {
  if (code === "idempotency_key_reused") return "Make a new key: this one stands for another request.";
  if (code === "idempotency_key_in_use") return "The first request still runs: send the same again in a moment.";
  if (code === "scope_insufficient") return "Use a token with the scope that this call needs.";
  switch (status) {
    case 401:
      return "Check the token: an API token or a session of this server, not expired and not revoked.";
    case 403:
      return "Use an account with the role that this call needs. Some take a session of a person, and no API token.";
    case 404:
      return "Check the ids, and that the token's user is a member of the workspace.";
    case 429:
      return "Send the same call again after retryAfterS seconds.";
    default:
      return status >= 500
        ? "Send the same call again later under the same idempotencyKey; if it stays, tell the operator the requestId."
        : "Mend the request: `errors` names the bad fields, and `detail` says what to do. It fails again as it is.";
  }
}

/** Why a webhook is not believed. */
export type SignatureFault =
  | "header_missing"
  | "timestamp_invalid"
  | "timestamp_too_old"
  | "timestamp_in_future"
  | "signature_wrong"
  | "body_invalid";

/** A webhook that is not LunePay's, or too old to be taken: answer 400 and do nothing. */
export class SignatureError extends LunePayError {
  override name = "SignatureError";
  readonly fault: SignatureFault;

  constructor(fault: SignatureFault, text: string) {
    super(text);
    this.fault = fault;
  }
}
