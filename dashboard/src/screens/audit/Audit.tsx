import { Select } from "@mantine/core";
import { useState } from "react";
import { useAccounts } from "../../api/accounts";
import { type AuditEntry, type AuditedChange, useAuditLog } from "../../api/audit";
import { useMembers } from "../../api/people";
import { usePhones } from "../../api/phones";
import { useHere } from "../../app/workspace";
import { Card } from "../../components/Card";
import { Rows } from "../../components/Rows";
import { Screen } from "../../components/Screen";
import { useBy } from "../../components/Story";
import table from "../../components/Table.module.css";
import { exact } from "../../format/time";
import { ko } from "../../i18n/ko";
import { useText } from "../../i18n/language";
import { wordOf } from "../../i18n/wordOf";
import { valuesOf } from "./values";

const kinds = Object.keys(ko.audit.kinds) as AuditedChange[];

/** Who changed what decides how money is handled. */
export default function Audit() {
  const { t } = useText();
  const { id } = useHere();
  const [kind, setKind] = useState<AuditedChange | null>(null);
  const log = useAuditLog(id, kind);
  const rows = log.data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    <Screen
      title={t.sections.audit}
      note={t.audit.note}
      actions={
        <Select
          w={220}
          aria-label={t.audit.kind}
          placeholder={t.audit.every}
          clearable
          clearButtonProps={{ "aria-label": t.audit.every }}
          data={kinds.map((value) => ({ value, label: t.audit.kinds[value] }))}
          value={kind}
          onChange={(chosen) => setKind(kinds.find((known) => known === chosen) ?? null)}
        />
      }
    >
      <Card flush>
        <Rows source={log} count={rows.length} empty={<p>{t.audit.none}</p>}>
          <table className={table.table}>
            <thead>
              <tr>
                <th scope="col">{t.audit.what}</th>
                <th scope="col">{t.audit.who}</th>
                <th scope="col">{t.audit.when}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((entry) => (
                <Row key={entry.id} entry={entry} />
              ))}
            </tbody>
          </table>
        </Rows>
      </Card>
    </Screen>
  );
}

/** Their subject is a user. */
const OF_USERS: ReadonlySet<AuditedChange> = new Set([
  "member.joined",
  "member.role_changed",
  "member.removed",
  "owner.changed",
  "password.reset",
]);

/** What was changed: an account, a phone or a member that is still there by its name, all else by its number. */
function useSubject(): (entry: AuditEntry) => string | null {
  const { t } = useText();
  const { id } = useHere();
  const accounts = useAccounts(id).data;
  const phones = usePhones(id).data;
  const members = useMembers(id).data;
  const nameOf = ({ kind, subject_id }: AuditEntry): string | undefined => {
    if (OF_USERS.has(kind)) return members?.find((member) => member.user_id === subject_id)?.name;
    if (kind.startsWith("account.")) {
      const account = accounts?.find((each) => each.id === subject_id);
      return account && `${account.bank_name} ${account.account_number}`;
    }
    const phone = kind.startsWith("phone.") ? phones?.find((each) => each.id === subject_id) : undefined;
    return phone && (phone.label || phone.phone_number);
  };
  // The shop itself needs no number.
  const isOfShop = (kind: AuditedChange) => kind === "settings.changed" || kind.startsWith("workspace.");
  return (entry) => (isOfShop(entry.kind) ? null : (nameOf(entry) ?? t.audit.subject(entry.subject_id)));
}

function Row({ entry }: { entry: AuditEntry }) {
  const { t, language } = useText();
  const by = useBy();
  const subject = useSubject()(entry);
  return (
    <tr>
      <td className={table.full}>
        <strong>{wordOf(t.audit.kinds, entry.kind)}</strong>
        {subject !== null && ` · ${subject}`}
        {entry.changes.map((change) => (
          <p key={change.field} className="quiet">
            {wordOf(t.audit.fields, change.field)}: {valuesOf(change, t)}
          </p>
        ))}
      </td>
      <td className={table.secondary} data-label={t.audit.who}>
        {by(entry.by)}
      </td>
      <td className={table.secondary}>
        <time dateTime={entry.at}>{exact(entry.at, language)}</time>
      </td>
    </tr>
  );
}
