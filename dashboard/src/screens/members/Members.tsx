import { Button } from "@mantine/core";
import { IconUserPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useMembers } from "../../api/people";
import { useHere } from "../../app/workspace";
import { Card } from "../../components/Card";
import { Rows } from "../../components/Rows";
import { Screen } from "../../components/Screen";
import table from "../../components/Table.module.css";
import { useText } from "../../i18n/language";
import { Invite } from "./Invite";
import { MemberRow } from "./MemberRow";
import { OpenInvitations } from "./OpenInvitations";

export default function Members() {
  const { t } = useText();
  const { id, isOwner } = useHere();
  const members = useMembers(id);
  const rows = members.data ?? [];
  const [inviting, setInviting] = useState(false);
  return (
    <Screen
      title={t.sections.members}
      note={t.members.note}
      actions={
        isOwner && (
          <Button leftSection={<IconUserPlus size={18} aria-hidden />} onClick={() => setInviting(true)}>
            {t.members.invite}
          </Button>
        )
      }
    >
      <Card flush>
        <Rows source={{ ...members, hasNextPage: false }} count={rows.length} of="person" empty={null}>
          <table className={table.table}>
            <thead>
              <tr>
                <th scope="col">{t.members.name}</th>
                <th scope="col">{t.members.role}</th>
                <th scope="col">{t.members.joined}</th>
                <th scope="col">
                  <span className="sr-only">{t.members.actions}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((member) => (
                <MemberRow key={member.user_id} member={member} />
              ))}
            </tbody>
          </table>
        </Rows>
      </Card>
      <OpenInvitations />
      <Invite opened={inviting} close={() => setInviting(false)} />
    </Screen>
  );
}
