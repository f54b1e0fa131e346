import type { AuditEntry } from "../../api/audit";
import type { Texts } from "../../i18n/ko";

type Change = AuditEntry["changes"][number];

/** The closed words of the log in those of the screens where they are chosen. */
function wordsOf(t: Texts): Readonly<Record<string, string>> {
  return {
    ...t.webhooks.kinds,
    ...t.tokens.may,
    ...t.members.roles,
    OPEN: t.settings.open,
    KEYED: t.settings.keyed,
    HOLD: t.settings.hold,
    AS_MANY: t.settings.asMany,
    OLDEST: t.settings.oldest,
    KNOWN: t.settings.sendersKnown,
    ANY: t.settings.sendersAny,
    ...t.arrivals.missingStates,
    ...t.policies.treatments,
    PROPOSE: t.audit.no,
    AUTO: t.audit.yes,
    SET: t.audit.isSet,
    true: t.audit.yes,
    false: t.audit.no,
  };
}

/** What a field was and is, where the log tells it. A number, and a word of tomorrow, is shown as it is. */
export function valuesOf({ from, to }: Pick<Change, "from" | "to">, t: Texts): string {
  if (from == null && to == null) return t.audit.changedOnly;
  const words = wordsOf(t);
  const told = (value: string | null | undefined) =>
    value == null || value === ""
      ? "–"
      : value
          .split(",")
          .map((word) => words[word] ?? word)
          .join(", ");
  return from == null ? told(to) : `${told(from)} → ${told(to)}`;
}
