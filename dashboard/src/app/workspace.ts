import { createContext, useContext } from "react";
import type { Workspace } from "../api/client";

export const ROLES = ["OWNER", "MEMBER", "VIEWER"] as const;
export type Role = (typeof ROLES)[number];

export interface Here {
  id: number;
  workspace: Workspace;
  role: Role;
  /** The work of the day may be done: the caller is no viewer and the workspace is active. */
  canWrite: boolean;
  /** Accounts and phones may be changed: the caller is the owner and the workspace is active. */
  canManage: boolean;
  isOwner: boolean;
}

export const HereContext = createContext<Here | null>(null);

/** The workspace of the screen. Only screens under `/w/:ws` ask. */
export function useHere(): Here {
  const here = useContext(HereContext);
  if (here === null) throw new Error("a screen outside of a workspace asked for it");
  return here;
}
