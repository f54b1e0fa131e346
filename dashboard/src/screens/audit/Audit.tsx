import { Select } from "@mantine/core";
import { useState } from "react";
import { type AuditEntry, type AuditedChange, useAuditLog } from "../../api/audit";
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

/** The shop itself needs no number. */
const isOfShop = (kind: AuditedChange): boolean => kind === "settings.changed" || kind.startsWith("workspace.");

function Row({ entry }: { entry: AuditEntry }) {
  const { t, language } = useText();
  const by = useBy();
  return (
    <tr>
      <td className={table.full}>
        <strong>{wordOf(t.audit.kinds, entry.kind)}</strong>
        {!isOfShop(entry.kind) && ` · ${t.audit.subject(entry.subject_id)}`}
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
