import { Button, Select } from "@mantine/core";
import { useNavigate } from "react-router";
import { api, type Member, take } from "../../api/client";
import { useMe, workspacesKey, wsKey } from "../../api/people";
import { useAction } from "../../api/useAction";
import { useHere } from "../../app/workspace";
import { confirm } from "../../components/confirm";
import table from "../../components/Table.module.css";
import { toast } from "../../components/toast";
import { useFailed } from "../../components/useFailed";
import { When } from "../../components/When";
import { useText } from "../../i18n/language";
import { wordOf } from "../../i18n/wordOf";

export function MemberRow({ member }: { member: Member }) {
  const { t } = useText();
  const me = useMe().data;
  const { isOwner } = useHere();
  const myself = me?.id === member.user_id;
  const changeable = isOwner && member.role !== "OWNER";
  return (
    <tr>
      <td className={table.full}>
        <strong>{member.name}</strong>
        {myself && ` (${t.members.you})`}
        <br />
        <span className="quiet">{member.email}</span>
      </td>
      <td>{changeable ? <RoleSelect member={member} /> : wordOf(t.members.roles, member.role)}</td>
      <td className={table.secondary} data-label={t.members.joined}>
        <When at={member.joined_at} />
      </td>
      <td className={table.actions}>
        {(changeable || (myself && member.role !== "OWNER")) && <RemoveButton member={member} myself={myself} />}
      </td>
    </tr>
  );
}

function RoleSelect({ member }: { member: Member }) {
  const { t } = useText();
  const failed = useFailed();
  const { id } = useHere();
  const amend = useAction(
    (role: Member["role"]) =>
      take(
        api.PATCH("/workspaces/{id}/members/{user_id}", {
          params: { path: { id, user_id: member.user_id } },
          body: { role },
        }),
      ),
    wsKey(id),
  );
  const become = (role: Member["role"]) =>
    amend.mutate(role, {
      onSuccess: () => toast.done(t.members.changed(member.name, wordOf(t.members.roles, role))),
      onError: failed,
    });
  const choose = (role: Member["role"] | null) => {
    if (role === null || role === member.role) return;
    if (role !== "OWNER") return become(role);
    confirm({
      title: t.members.handOverTitle,
      body: t.members.handOverBody(member.name),
      yes: t.members.handOver,
      no: t.common.leave,
      grave: true,
      onYes: () => become("OWNER"),
    });
  };
  return (
    <Select
      size="sm"
      w={150}
      aria-label={t.members.roleOf(member.name)}
      allowDeselect={false}
      disabled={amend.isPending}
      data={(["MEMBER", "VIEWER", "OWNER"] as const).map((role) => ({ value: role, label: t.members.roles[role] }))}
      value={member.role}
      onChange={choose}
    />
  );
}

function RemoveButton({ member, myself }: { member: Member; myself: boolean }) {
  const { t } = useText();
  const failed = useFailed();
  const { id } = useHere();
  const navigate = useNavigate();
  const remove = useAction(
    () => take(api.DELETE("/workspaces/{id}/members/{user_id}", { params: { path: { id, user_id: member.user_id } } })),
    myself ? workspacesKey : wsKey(id),
  );
  const ask = () =>
    confirm({
      title: myself ? t.members.leaveTitle : t.members.removeTitle,
      body: myself ? t.members.leaveBody : t.members.removeBody(member.name),
      yes: myself ? t.members.leave : t.members.remove,
      no: t.common.leave,
      grave: true,
      onYes: () =>
        remove.mutate(undefined, {
          onSuccess: () => {
            toast.done(myself ? t.members.left : t.members.removed(member.name));
            if (myself) void navigate("/");
          },
          onError: failed,
        }),
    });
  const word = myself ? t.members.leave : t.members.remove;
  return (
    <Button variant="default" size="xs" onClick={ask} loading={remove.isPending} aria-label={`${member.name} ${word}`}>
      {word}
    </Button>
  );
}
