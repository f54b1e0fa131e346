import { useEffect } from "react";
import { useParams } from "react-router";
import type { Workspace } from "../api/client";
import { useWorkspace } from "../api/people";
import { ApiError } from "../api/problem";
import { Trouble } from "../components/Trouble";
import { Waiting } from "./Blank";
import blank from "./Blank.module.css";
import { lastWorkspace } from "./lastWorkspace";
import { NotFound } from "./NotFound";
import { Searching } from "./search/Searching";
import { Shell } from "./shell/Shell";
import { type Here, HereContext, ROLES, type Role } from "./workspace";

/** A role that this page does not know may do no more than look. */
function roleOf(workspace: Workspace): Role {
  return ROLES.find((role) => role === workspace.role) ?? "VIEWER";
}

/** Loads the workspace of the address and the caller's role in it, then shows the screen inside the shell. */
export function WorkspaceGate() {
  const id = Number(useParams().ws);
  return Number.isSafeInteger(id) && id > 0 ? <Gate id={id} /> : <NotFound />;
}

function Gate({ id }: { id: number }) {
  const workspace = useWorkspace(id);
  useEffect(() => {
    if (workspace.isSuccess) lastWorkspace.set(id);
  }, [id, workspace.isSuccess]);
  const { error } = workspace;
  if (error instanceof ApiError && error.status === 404) return <NotFound />;
  if (workspace.data === undefined) {
    if (error === null) return <Waiting />;
    return (
      <main className={blank.blank}>
        <Trouble error={error} retry={() => void workspace.refetch()} />
      </main>
    );
  }
  const role = roleOf(workspace.data);
  const here: Here = {
    id,
    workspace: workspace.data,
    role,
    canWrite: role !== "VIEWER" && workspace.data.is_active,
    canManage: role === "OWNER" && workspace.data.is_active,
    isOwner: role === "OWNER",
  };
  return (
    <HereContext value={here}>
      <Searching key={id}>
        <Shell />
      </Searching>
    </HereContext>
  );
}
