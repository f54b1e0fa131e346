const SHORTEST = 8;
const LONGEST = 16;

export type NumberFault = "characters" | "short" | "long";

/** Why an account number cannot be right; `null`: 8–16 digits, hyphens between them. */
export function numberFault(text: string): NumberFault | null {
  const plain = text.trim();
  if (!/^\d+(-\d+)*$/.test(plain) && plain !== "") return "characters";
  const digits = digitsOf(plain);
  if (digits < SHORTEST) return "short";
  return digits > LONGEST ? "long" : null;
}

export function digitsOf(text: string): number {
  return text.replace(/\D/g, "").length;
}
