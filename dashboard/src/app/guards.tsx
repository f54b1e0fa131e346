import { Navigate, Outlet, useLocation } from "react-router";
import { useWorkspaces } from "../api/people";
import { Trouble } from "../components/Trouble";
import { useSession } from "../session/useSession";
import { Waiting } from "./Blank";
import blank from "./Blank.module.css";
import { lastWorkspace } from "./lastWorkspace";
import { loginFor, nextOf, paths } from "./paths";

/** Whoever has no session logs in first and comes back here. */
export function LoggedIn() {
  const { session } = useSession();
  const location = useLocation();
  return session === null ? <Navigate to={loginFor(location)} replace /> : <Outlet />;
}

export function LoggedOut() {
  const { session } = useSession();
  const { search } = useLocation();
  return session === null ? <Outlet /> : <Navigate to={nextOf(search)} replace />;
}

/** `/`: the workspace that was open last, or the first one, or the page that makes one. */
export function Home() {
  const workspaces = useWorkspaces();
  if (workspaces.isPending) return <Waiting />;
  if (workspaces.error !== null) {
    return (
      <main className={blank.blank}>
        <Trouble error={workspaces.error} retry={() => void workspaces.refetch()} />
      </main>
    );
  }
  const last = lastWorkspace.get();
  const found = workspaces.data.find((workspace) => workspace.id === last) ?? workspaces.data.at(-1);
  return <Navigate to={found === undefined ? paths.welcome : paths.section(found.id, "today")} replace />;
}
