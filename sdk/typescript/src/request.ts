import { UsageError } from "./errors.js";
import type { Asked, CallOptions, Operation, PathValue } from "./operation.js";
import { VERSION } from "./version.js";

/** A request that can be sent any number of times. */
export interface PreparedRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  readonly idempotencyKey: string | undefined;
}

/** What every try of a call sends: above all one Idempotency-Key. */
export function requestOf(
  operation: Operation,
  asked: Asked,
  options: CallOptions,
  baseUrl: string,
  token: string | undefined,
): PreparedRequest {
  const headers: Record<string, string> = { accept: acceptOf(operation) };
  for (const [name, value] of Object.entries(options.headers ?? {})) {
    if (!isHeader(name, value))
      throw new UsageError(`${operation.id}: the header ${JSON.stringify(name)} cannot be sent`);
    headers[name.toLowerCase()] = value;
  }
  headers["user-agent"] = `lunepay-typescript/${VERSION}`;
  if (operation.token && token !== undefined) headers.authorization = `Bearer ${token}`;
  const body = bodyOf(operation, asked.body, headers);
  const idempotencyKey = keyOf(operation, options.idempotencyKey);
  if (idempotencyKey !== undefined) headers["idempotency-key"] = idempotencyKey;
  return { url: baseUrl + pathOf(operation, asked.path) + queryOf(asked.query), headers, body, idempotencyKey };
}

function acceptOf({ answer }: Operation): string {
  const own = answer.includes("/") ? answer : "application/json";
  return `${own}, application/problem+json`;
}

function isHeader(name: string, value: string): boolean {
  try {
    new Headers([[name, value]]);
    return true;
  } catch {
    return false;
  }
}

function bodyOf(operation: Operation, body: unknown, headers: Record<string, string>): string | undefined {
  if (body === undefined || body === null) return undefined;
  // A text is what a forwarder app would send: only the bank's messages take one.
  if (typeof body === "string") {
    headers["content-type"] = "text/plain; charset=utf-8";
    return body;
  }
  headers["content-type"] = "application/json";
  try {
    return JSON.stringify(body);
  } catch (error) {
    throw new UsageError(`${operation.id}: the body cannot be written as JSON`, { cause: error });
  }
}

function keyOf(operation: Operation, given: string | undefined): string | undefined {
  if (operation.retry !== "keyed") {
    if (given === undefined) return undefined;
    throw new UsageError(`${operation.id} takes no idempotencyKey: sent again, it is done again`);
  }
  if (given === undefined) return crypto.randomUUID();
  if (!/^[\x21-\x7e]{1,255}$/.test(given)) {
    throw new UsageError("idempotencyKey is 1 to 255 characters of ASCII, without spaces");
  }
  return given;
}

function pathOf(operation: Operation, values: readonly PathValue[]): string {
  let next = 0;
  return operation.path.replace(/\{([^}]+)\}/g, (_, name: string) => {
    const value = values[next++];
    if (!isId(value))
      throw new UsageError(`${operation.id}: ${name} must be a whole number or a text that is not empty`);
    return encodeURIComponent(value);
  });
}

/** `.` and `..` would lead to another path. */
function isId(value: unknown): value is PathValue {
  if (typeof value === "number") return Number.isSafeInteger(value) && value >= 0;
  return typeof value === "string" && value !== "" && value !== "." && value !== "..";
}

function queryOf(query: object | undefined): string {
  const pairs = Object.entries(query ?? {}).filter(([, value]) => value !== undefined && value !== null);
  if (pairs.length === 0) return "";
  return `?${new URLSearchParams(pairs.map(([name, value]): [string, string] => [name, String(value)]))}`;
}
