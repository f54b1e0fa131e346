import { createHmac, timingSafeEqual } from "node:crypto";

import { SignatureError, UsageError } from "./errors.js";
import type { WebhookEvent } from "./generated/operations.js";

/** The headers of a request, as `fetch`, Node's `http` or a framework hands them over. */
export type WebhookHeaders =
  | { get(name: string): string | null }
  | Readonly<Record<string, string | readonly string[] | undefined>>;

export interface VerifyOptions {
  /** How far the clocks may be apart, and how late a webhook may come. Five minutes if nothing is said. */
  readonly toleranceS?: number;
  /** The time, in milliseconds since 1970; for tests. */
  readonly now?: () => number;
}

const PREFIX = "whsec_";

/** Verifies webhooks of one endpoint (Standard Webhooks). */
export class Webhook {
  readonly #keys: readonly Buffer[];
  readonly #toleranceS: number;
  readonly #now: () => number;

  /** With the endpoint's `secret`; while it is rotated, with the old and the new one. */
  constructor(secrets: string | readonly string[], options: VerifyOptions = {}) {
    const all = typeof secrets === "string" ? [secrets] : secrets;
    if (all.length === 0) throw new UsageError("a webhook's secret is missing");
    this.#keys = all.map(keyOf);
    this.#toleranceS = options.toleranceS ?? 300;
    this.#now = options.now ?? Date.now;
  }

  /**
   * The event, when its signature is right and it is not older than five minutes; a `SignatureError` otherwise.
   * `body` must be as it came, before anything parsed it. Do nothing for an `id` that you have seen.
   */
  verify(headers: WebhookHeaders, body: string | Uint8Array): WebhookEvent {
    if (typeof body !== "string" && !(body instanceof Uint8Array)) {
      throw new UsageError("the body must be the text or bytes as they came, not what a framework parsed of them");
    }
    const bytes = typeof body === "string" ? Buffer.from(body, "utf8") : body;
    const id = header(headers, "webhook-id");
    const timestamp = header(headers, "webhook-timestamp");
    const signatures = header(headers, "webhook-signature");
    this.#checkTime(timestamp);
    if (!this.#isSigned(`${id}.${timestamp}.`, bytes, signatures)) {
      throw new SignatureError("signature_wrong", "no signature is of a secret of this endpoint");
    }
    return eventOf(bytes);
  }

  #checkTime(timestamp: string): void {
    if (!/^[0-9]{1,12}$/.test(timestamp)) {
      throw new SignatureError("timestamp_invalid", "webhook-timestamp is not a number of seconds");
    }
    const ageS = Math.floor(this.#now() / 1000) - Number(timestamp);
    if (ageS > this.#toleranceS) {
      throw new SignatureError("timestamp_too_old", `sent ${ageS} s ago by this machine's clock`);
    }
    if (ageS < -this.#toleranceS) {
      throw new SignatureError("timestamp_in_future", `sent ${-ageS} s in the future of this machine's clock`);
    }
  }

  /** Whether any signature is of any secret. All are compared, so that the time tells nothing. */
  #isSigned(signedBefore: string, body: Uint8Array, signatures: string): boolean {
    const given = signatures
      .split(" ")
      .filter((one) => one.startsWith("v1,"))
      .map((one) => Buffer.from(one.slice(3), "base64"));
    let isSigned = false;
    for (const key of this.#keys) {
      const right = createHmac("sha256", key).update(signedBefore).update(body).digest();
      for (const one of given) {
        if (one.length === right.length && timingSafeEqual(one, right)) isSigned = true;
      }
    }
    return isSigned;
  }
}

/** What {@link Webhook.verify} does, for a secret that is at hand only now. */
export function verify(
  headers: WebhookHeaders,
  body: string | Uint8Array,
  secrets: string | readonly string[],
  options?: VerifyOptions,
): WebhookEvent {
  return new Webhook(secrets, options).verify(headers, body);
}

function keyOf(secret: string): Buffer {
  if (typeof secret !== "string" || secret.trim() === "") throw new UsageError("a webhook's secret is missing");
  const text = secret.trim();
  const encoded = text.startsWith(PREFIX) ? text.slice(PREFIX.length) : text;
  const key = Buffer.from(encoded, "base64");
  // Node skips what is not base64, and would sign with the rest.
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(encoded) || key.length < 16) {
    throw new UsageError(`a webhook's secret begins with ${PREFIX} and is shown once, when the endpoint is made`);
  }
  return key;
}

function header(headers: WebhookHeaders, name: string): string {
  const value = "get" in headers && typeof headers.get === "function" ? headers.get(name) : named(headers, name);
  const text = Array.isArray(value) ? value[0] : value;
  if (typeof text !== "string" || text === "") {
    throw new SignatureError("header_missing", `the header ${name} is missing`);
  }
  return text;
}

function named(headers: object, name: string): unknown {
  return Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
}

function eventOf(body: Uint8Array): WebhookEvent {
  try {
    const event: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
    if (typeof event === "object" && event !== null && "type" in event && "data" in event) return event as WebhookEvent;
  } catch {
    // Said below.
  }
  throw new SignatureError("body_invalid", "the body is signed, but is not an event");
}
