import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { api, type Schemas, take, takePage } from "./client";
import { type Fetch, sift } from "./pages";
import { wsKey } from "./people";

export type Message = Schemas["MessageView"];
export type MessageStory = Schemas["MessageWithReading"];

export const MESSAGE_STATUSES = ["QUARANTINED", "IGNORED", "RESOLVED"] as const;
export type MessageStatus = (typeof MESSAGE_STATUSES)[number];

const ROWS = 50;
/** Phones send at any time; nothing else tells this page. */
const LOOK_MS = 15_000;

/** A list of the API, newest first. A page may be empty while there is more. */
export function messagePages(ws: number, status: MessageStatus, limit: number): Fetch<Message> {
  return (cursor, signal) =>
    takePage(
      api.GET("/workspaces/{id}/messages", {
        params: { path: { id: ws }, query: { status, limit, ...(cursor && { cursor }) } },
        ...(signal && { signal }),
      }),
    );
}

/** The messages that made no deposit, newest first. */
export function useMessages(ws: number, status: MessageStatus) {
  return useInfiniteQuery({
    queryKey: [...wsKey(ws), "messages", status],
    refetchInterval: LOOK_MS,
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) => sift(messagePages(ws, status, ROWS), pageParam, signal),
    getNextPageParam: (page) => page.next,
  });
}

/** How many messages a person should look at, as far as the inbox has read them. */
export function useUnread(ws: number): { count: number; capped: boolean } | undefined {
  const { data, hasNextPage } = useMessages(ws, "QUARANTINED");
  if (data === undefined) return undefined;
  return { count: data.pages.reduce((sum, page) => sum + page.rows.length, 0), capped: hasNextPage };
}

/** A message beside what the reader makes of it now. */
export function useMessage(ws: number, message: string) {
  return useQuery({
    queryKey: [...wsKey(ws), "message", message],
    queryFn: ({ signal }): Promise<MessageStory> =>
      take(
        api.GET("/workspaces/{id}/messages/{message_id}", {
          params: { path: { id: ws, message_id: message } },
          signal,
        }),
      ),
  });
}
