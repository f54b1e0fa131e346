export interface Compared {
  what: string;
  /** `null`: it is not there. */
  expected: string | null;
  got: string | null;
}

/** Two lists of named values beside each other: what only one of them has stands last. */
export function compared(expected: [string, string][], got: [string, string][]): Compared[] {
  const [wanted, found] = [new Map(expected), new Map(got)];
  return [...new Set([...wanted.keys(), ...found.keys()])].map((what) => ({
    what,
    expected: wanted.get(what) ?? null,
    got: found.get(what) ?? null,
  }));
}
