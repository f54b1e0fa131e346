import { useInfiniteQuery } from "@tanstack/react-query";
import { api, type Schemas, takePage } from "./client";
import { sift } from "./pages";
import { wsKey } from "./people";

export type AuditEntry = Schemas["AuditEntryView"];
export type AuditedChange = AuditEntry["kind"];

const ROWS = 50;

/** Who changed what decides how money is handled, newest first; of one kind, or all. */
export function useAuditLog(ws: number, kind: AuditedChange | null) {
  return useInfiniteQuery({
    queryKey: [...wsKey(ws), "audit", kind],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      sift(
        (cursor) =>
          takePage(
            api.GET("/workspaces/{id}/audit", {
              params: { path: { id: ws }, query: { limit: ROWS, ...(kind && { kind }), ...(cursor && { cursor }) } },
              signal,
            }),
          ),
        pageParam,
      ),
    getNextPageParam: (page) => page.next,
  });
}
