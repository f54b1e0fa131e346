import { useQuery } from "@tanstack/react-query";
import { api, type Schemas, take } from "./client";
import { wsKey } from "./people";
import { useAction } from "./useAction";

export type MessageFormat = Schemas["FormatView"];
export type Explanation = Schemas["ExplanationView"];
export type Mark = Schemas["MarkView"];
export type MarkKind = Schemas["MarkKind"];
export type TriedFormat = Schemas["TriedView"];

/** The formats that the shop added, oldest first. */
export function useFormats(ws: number) {
  return useQuery({
    queryKey: [...wsKey(ws), "message-formats"],
    queryFn: ({ signal }): Promise<MessageFormat[]> =>
      take(api.GET("/workspaces/{id}/message-formats", { params: { path: { id: ws } }, signal })),
  });
}

/** What a format made of these marks would read of the messages that wait. Without marks nothing is asked. */
export function useTriedFormat(ws: number, message_id: string, marks: Mark[]) {
  return useQuery({
    queryKey: [...wsKey(ws), "tried-format", message_id, marks],
    enabled: marks.length > 0,
    retry: false,
    staleTime: 0,
    gcTime: 0,
    queryFn: ({ signal }): Promise<TriedFormat> =>
      take(
        api.POST("/workspaces/{id}/message-formats/test", {
          params: { path: { id: ws } },
          body: { message_id, marks },
          signal,
        }),
      ),
  });
}

export function useAddFormat(ws: number) {
  return useAction(
    (body: { message_id: string; marks: Mark[] }, headers) =>
      take(api.POST("/workspaces/{id}/message-formats", { params: { path: { id: ws } }, body, headers })),
    wsKey(ws),
  );
}

export function useRemoveFormat(ws: number) {
  return useAction(
    (format: number) =>
      take(
        api.DELETE("/workspaces/{id}/message-formats/{format_id}", {
          params: { path: { id: ws, format_id: format } },
        }),
      ),
    wsKey(ws),
  );
}

/** Reads the messages again that a new format reads; how many became deposits. */
export function useReadAgain(ws: number) {
  return useAction(async (messages: string[]) => {
    let became = 0;
    for (const message_id of messages) {
      const again = await take(
        api.POST("/workspaces/{id}/messages/{message_id}/reread", { params: { path: { id: ws, message_id } } }),
      );
      if (again.resolved != null) became += 1;
    }
    return became;
  }, wsKey(ws));
}
