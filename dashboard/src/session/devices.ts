/**
 * What a login on this browser answered, kept for the next one: with it a flood of guesses at the address keeps nobody
 * out who has been here. It is no password and lets nobody in. A shared browser remembers the last person only.
 */
const KEY = "lunepay.device";

interface Device {
  email: string;
  value: string;
}

function read(): Device | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? "null");
    const isDevice =
      typeof kept === "object" &&
      kept !== null &&
      "email" in kept &&
      typeof kept.email === "string" &&
      "value" in kept &&
      typeof kept.value === "string";
    return isDevice ? (kept as Device) : null;
  } catch {
    return null;
  }
}

export const devices = {
  of(email: string): string | null {
    const kept = read();
    return kept?.email === email.toLowerCase() ? kept.value : null;
  },

  keep(email: string, value: string): void {
    try {
      localStorage.setItem(KEY, JSON.stringify({ email: email.toLowerCase(), value } satisfies Device));
    } catch {
      // A browser that keeps nothing logs in all the same.
    }
  },
};
