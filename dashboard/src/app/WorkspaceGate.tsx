import { useEffect } from "react";
import { useParams } from "react-router";
import type { Member, User, Workspace } from "../api/client";
import { useMe, useMembers, useWorkspace } from "../api/people";
import { ApiError } from "../api/problem";
import { Trouble } from "../components/Trouble";
import { Waiting } from "./Blank";
import blank from "./Blank.module.css";
import { lastWorkspace } from "./lastWorkspace";
import { NotFound } from "./NotFound";
import { Shell } from "./shell/Shell";
import { type Here, HereContext, type Role } from "./workspace";

function roleOf(workspace: Workspace, me: User, members: Member[]): Role {
  if (workspace.owner_id === me.id) return "OWNER";
  return members.find((member) => member.user_id === me.id)?.role === "MEMBER" ? "MEMBER" : "VIEWER";
}

/** Loads the workspace of the address and the caller's role in it, then shows the screen inside the shell. */
export function WorkspaceGate() {
  const id = Number(useParams().ws);
  return Number.isSafeInteger(id) && id > 0 ? <Gate id={id} /> : <NotFound />;
}

function Gate({ id }: { id: number }) {
  const me = useMe();
  const workspace = useWorkspace(id);
  const members = useMembers(id);
  useEffect(() => {
    if (workspace.isSuccess) lastWorkspace.set(id);
  }, [id, workspace.isSuccess]);
  const error = me.error ?? workspace.error ?? members.error;
  if (error instanceof ApiError && error.status === 404) return <NotFound />;
  if (me.data === undefined || workspace.data === undefined || members.data === undefined) {
    if (error === null) return <Waiting />;
    const again = () => Promise.all([me.refetch(), workspace.refetch(), members.refetch()]);
    return (
      <main className={blank.blank}>
        <Trouble error={error} retry={() => void again()} />
      </main>
    );
  }
  const role = roleOf(workspace.data, me.data, members.data);
  const here: Here = {
    id,
    workspace: workspace.data,
    role,
    canWrite: role !== "VIEWER" && workspace.data.is_active,
    isOwner: role === "OWNER",
  };
  return (
    <HereContext value={here}>
      <Shell key={id} />
    </HereContext>
  );
}
