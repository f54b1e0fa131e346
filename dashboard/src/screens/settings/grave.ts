interface Trust {
  intake: string;
  /** Days; `null` keeps for ever. */
  retention: number | null;
}

/** What of a change of the settings is asked about first: it deletes, or lets strangers tell of deposits. */
export function graveOf(before: Trust, after: Trust): ("open" | "retention")[] {
  const opens = before.intake !== "OPEN" && after.intake === "OPEN";
  const shortens = after.retention !== null && (before.retention === null || after.retention < before.retention);
  return [...(opens ? (["open"] as const) : []), ...(shortens ? (["retention"] as const) : [])];
}
