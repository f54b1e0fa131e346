import { Button } from "@mantine/core";
import { api, type Schemas, take } from "../../api/client";
import { invitationsKey, useInvitations } from "../../api/people";
import { useAction } from "../../api/useAction";
import { useHere } from "../../app/workspace";
import { Card } from "../../components/Card";
import { confirm } from "../../components/confirm";
import { Rows } from "../../components/Rows";
import table from "../../components/Table.module.css";
import { toast } from "../../components/toast";
import { useFailed } from "../../components/useFailed";
import { short } from "../../format/time";
import { useText } from "../../i18n/language";
import { wordOf } from "../../i18n/wordOf";

/** Who was invited and has not come yet; a mistyped invitation is taken back here. */
export function OpenInvitations() {
  const { t } = useText();
  const { id, isOwner } = useHere();
  const invitations = useInvitations(id, isOwner);
  const rows = invitations.data?.pages.flatMap((page) => page.rows) ?? [];
  if (!isOwner || (rows.length === 0 && invitations.error === null)) return null;
  return (
    <Card flush title={t.members.invited}>
      <Rows source={invitations} count={rows.length} empty={null}>
        <table className={table.table}>
          <thead>
            <tr>
              <th scope="col">{t.entry.email}</th>
              <th scope="col">{t.members.role}</th>
              <th scope="col">{t.members.invitedUntil}</th>
              <th scope="col">
                <span className="sr-only">{t.members.withdraw}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((invitation) => (
              <Row key={invitation.id} invitation={invitation} />
            ))}
          </tbody>
        </table>
      </Rows>
    </Card>
  );
}

function Row({ invitation }: { invitation: Schemas["InvitationView"] }) {
  const { t, language } = useText();
  const failed = useFailed();
  const { id } = useHere();
  const withdraw = useAction(
    () =>
      take(
        api.DELETE("/workspaces/{id}/invitations/{invitation_id}", {
          params: { path: { id, invitation_id: invitation.id } },
        }),
      ),
    invitationsKey(id),
  );
  const ask = () =>
    confirm({
      title: t.members.withdrawTitle,
      body: t.members.withdrawBody(invitation.email),
      yes: t.members.withdraw,
      no: t.common.leave,
      grave: true,
      onYes: () =>
        withdraw.mutate(undefined, {
          onSuccess: () => toast.done(t.members.withdrawn(invitation.email)),
          onError: failed,
        }),
    });
  return (
    <tr>
      <td className={table.full}>{invitation.email}</td>
      <td>{wordOf(t.members.roles, invitation.role)}</td>
      <td className={table.secondary}>{t.tokens.until(short(invitation.expires_at, language))}</td>
      <td className={table.actions}>
        <Button
          variant="default"
          size="xs"
          onClick={ask}
          loading={withdraw.isPending}
          aria-label={`${invitation.email} ${t.members.withdraw}`}
        >
          {t.members.withdraw}
        </Button>
      </td>
    </tr>
  );
}
