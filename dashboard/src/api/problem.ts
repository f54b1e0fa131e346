import type { components } from "./schema";

export type FieldError = components["schemas"]["FieldError"];

/** A refused or failed call. `code` is the API's stable code, or `offline` when no answer came. */
export class ApiError extends Error {
  constructor(
    readonly code: string,
    readonly status: number,
    /** Korean, from the server. Empty when no answer came. */
    readonly detail: string,
    readonly fields: readonly FieldError[] = [],
    readonly requestId: string | null = null,
    readonly retryAfterS: number | null = null,
  ) {
    super(code);
    this.name = "ApiError";
  }

  /** Whether the same call may succeed a moment later. */
  get passing(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500 || this.code === "idempotency_key_in_use";
  }
}

/** Whether what failed may succeed a moment later. */
export const isPassing = (error: unknown): error is ApiError => error instanceof ApiError && error.passing;

export function problemOf(body: unknown, response: Response): ApiError {
  const at = (name: string): unknown =>
    typeof body === "object" && body !== null ? Reflect.get(body, name) : undefined;
  const text = (name: string): string => {
    const value = at(name);
    return typeof value === "string" ? value : "";
  };
  const errors = at("errors");
  const retryAfter = Number(response.headers.get("Retry-After"));
  return new ApiError(
    text("code") || (response.status >= 500 ? "unavailable" : "unexpected"),
    response.status,
    text("detail"),
    Array.isArray(errors) ? errors.filter(isFieldError) : [],
    text("request_id") || null,
    Number.isFinite(retryAfter) && retryAfter > 0 ? retryAfter : null,
  );
}

function isFieldError(value: unknown): value is FieldError {
  return typeof value === "object" && value !== null && "field" in value && "code" in value && "detail" in value;
}
