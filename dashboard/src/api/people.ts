import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { api, type Member, take, takePage, type User, type Workspace } from "./client";
import { gather, PAGE_MAX } from "./pages";

export const meKey = ["me"] as const;
export const workspacesKey = ["workspaces"] as const;
/** Everything of a workspace stands under its key, so that a change there can refresh all of it. */
export const wsKey = (ws: number) => ["ws", ws] as const;

/** How many pages of people or workspaces one list shows. */
const MEMBER_PAGES = 5;

export function useMe() {
  return useQuery({ queryKey: meKey, queryFn: ({ signal }): Promise<User> => take(api.GET("/auth/me", { signal })) });
}

export function fetchWorkspaces(signal?: AbortSignal): Promise<Workspace[]> {
  const fetch = (cursor: string | null) =>
    takePage(
      api.GET("/workspaces", {
        params: { query: { limit: PAGE_MAX, ...(cursor && { cursor }) } },
        ...(signal && { signal }),
      }),
    );
  return gather(fetch, MEMBER_PAGES).then((all) => all.rows);
}

export function useWorkspaces() {
  return useQuery({ queryKey: workspacesKey, queryFn: ({ signal }) => fetchWorkspaces(signal) });
}

export function useWorkspace(ws: number) {
  return useQuery({
    queryKey: [...wsKey(ws), "self"],
    queryFn: ({ signal }): Promise<Workspace> =>
      take(api.GET("/workspaces/{id}", { params: { path: { id: ws } }, signal })),
  });
}

export function fetchMembers(ws: number, signal: AbortSignal): Promise<Member[]> {
  const fetch = (cursor: string | null) =>
    takePage(
      api.GET("/workspaces/{id}/members", {
        params: { path: { id: ws }, query: { limit: PAGE_MAX, ...(cursor && { cursor }) } },
        signal,
      }),
    );
  return gather(fetch, MEMBER_PAGES).then((all) => all.rows);
}

export function useMembers(ws: number) {
  return useQuery({ queryKey: [...wsKey(ws), "members"], queryFn: ({ signal }) => fetchMembers(ws, signal) });
}

export const invitationsKey = (ws: number) => [...wsKey(ws), "invitations"] as const;

/** The invitations that nobody used yet; for owners. */
export function useInvitations(ws: number, enabled: boolean) {
  return useInfiniteQuery({
    queryKey: invitationsKey(ws),
    enabled,
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      takePage(
        api.GET("/workspaces/{id}/invitations", {
          params: { path: { id: ws }, query: { limit: 50, ...(pageParam && { cursor: pageParam }) } },
          signal,
        }),
      ),
    getNextPageParam: (page) => page.next,
  });
}
