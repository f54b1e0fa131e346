import type { Schemas } from "../api/client";
import { useMembers } from "../api/people";
import { useHere } from "../app/workspace";
import { won } from "../format/money";
import { exact } from "../format/time";
import type { Texts } from "../i18n/ko";
import { useText } from "../i18n/language";
import { wordOf } from "../i18n/wordOf";
import { differenceText } from "./OrderTag";
import classes from "./Story.module.css";

/** An entry of an order's or a deposit's history. */
interface Entry {
  at: string;
  by: string;
  what: Schemas["OrderEventKind"] | Schemas["DepositEventKind"];
  rule?: Schemas["MatchRule"] | null;
  difference?: number | null;
  /** What was sent back. */
  amount?: number | null;
  /** What becomes of what is left of a deposit. */
  rest_treatment?: Schemas["RestTreatment"] | null;
  reasons?: Schemas["DepositEntryReason"][];
  deposit_id?: number | null;
  order_id?: number | null;
  other_order_ids?: number[];
  changes?: { field: Schemas["OrderField"]; from?: string | null; to?: string | null }[];
}

/** Everything that happened, newest first: what, when, by whom, and why. */
export function Story({ entries }: { entries: Entry[] }) {
  const { t, language } = useText();
  const by = useBy();
  return (
    <section aria-label={t.story.title}>
      <h3 className={classes.title}>{t.story.title}</h3>
      <ol className={classes.story}>
        {entries.toReversed().map((entry) => (
          <li key={`${entry.at}-${entry.what}-${entry.by}`} className={classes.entry} data-what={entry.what}>
            <p className={classes.what}>
              {wordOf(t.story.what, entry.what)}
              {entry.deposit_id != null && ` · ${t.deposits.numbered(entry.deposit_id)}`}
              {[entry.order_id, ...(entry.other_order_ids ?? [])]
                .filter((order) => order != null)
                .map((order) => ` · ${t.orders.numbered(order)}`)}
            </p>
            <Why entry={entry} />
            <p className={classes.meta}>
              <time dateTime={entry.at}>{exact(entry.at, language)}</time> · {by(entry.by)}
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Why({ entry }: { entry: Entry }) {
  const { t, language } = useText();
  const reasons = (entry.reasons ?? []).map((reason) => wordOf(reasonWords(t), reason));
  const rule = entry.rule == null ? null : wordOf(t.story.rules, entry.rule);
  const difference = differenceText(entry.difference, t, language);
  const amount = entry.amount == null ? null : won(entry.amount, language);
  const treatment = entry.rest_treatment == null ? null : wordOf(t.parts.rests, entry.rest_treatment);
  const lines = [rule, difference, amount, treatment, ...reasons].filter((line) => line !== null);
  return (
    <>
      {lines.length > 0 && <p className={classes.why}>{lines.join(" · ")}</p>}
      {(entry.changes ?? []).map((change) => (
        <p key={change.field} className={classes.why}>
          {wordOf(t.story.fields, change.field)}
          {(change.from != null || change.to != null) && `: ${change.from ?? "–"} → ${change.to ?? "–"}`}
        </p>
      ))}
    </>
  );
}

/** The words of why a deposit was matched, is held, or is dismissed. */
export function reasonWords({ reasons, holds }: Texts) {
  return { ...reasons, ...holds.dismissReasons };
}

/** The name behind the word that history has for a person or a program. */
export function useBy(): (by: string) => string {
  const { t } = useText();
  const { id } = useHere();
  const members = useMembers(id);
  return (by) => {
    const found = /^(user|token):(\d+)/.exec(by);
    if (found === null) return by.startsWith("policy:") ? t.story.by.auto : wordOf(t.story.by, by);
    const member = members.data?.find((each) => each.user_id === Number(found[2]));
    const name = member?.name ?? t.story.someone(Number(found[2]));
    return found[1] === "token" ? t.story.byToken(name) : name;
  };
}
