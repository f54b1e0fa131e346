import type { Schemas } from "../../api/client";

interface Trust {
  intake: Schemas["Intake"];
  senders: Schemas["SenderPolicy"];
  /** Days; `null` keeps for ever. */
  retention: number | null;
}

export type Grave = "open" | "senders" | "retention";

/** What of a change of the settings is asked about first: it deletes, or lets strangers tell of deposits. */
export function graveOf(before: Trust, after: Trust): Grave[] {
  const graves: [Grave, boolean][] = [
    ["open", before.intake !== "OPEN" && after.intake === "OPEN"],
    ["senders", before.senders !== "ANY" && after.senders === "ANY"],
    ["retention", after.retention !== null && (before.retention === null || after.retention < before.retention)],
  ];
  return graves.filter(([, changed]) => changed).map(([grave]) => grave);
}
