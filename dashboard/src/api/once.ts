/** What marks one submission: sent with every try of it, so that the server does it once. */
export type Once = { "Idempotency-Key": string };

/** A new mark. `crypto.randomUUID` is missing where the page is served over plain HTTP to another machine. */
export function once(): Once {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return { "Idempotency-Key": Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("") };
}
