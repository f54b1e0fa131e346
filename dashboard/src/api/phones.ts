import { useQuery } from "@tanstack/react-query";
import { api, type Schemas, takePage } from "./client";
import { gather, PAGE_MAX } from "./pages";
import { wsKey } from "./people";

export type Phone = Schemas["PhoneView"];

const PHONE_PAGES = 5;

export const phonesKey = (ws: number) => [...wsKey(ws), "phones"] as const;

/**
 * The workspace's phones, newest first. `everyMs` reads them again, to catch a sign of life; `unseen` also in a tab
 * that nobody sees.
 */
export function usePhones(ws: number, everyMs: number | false = false, unseen = false) {
  return useQuery({
    queryKey: phonesKey(ws),
    refetchInterval: everyMs,
    refetchIntervalInBackground: unseen,
    queryFn: ({ signal }): Promise<Phone[]> => {
      const fetch = (cursor: string | null) =>
        takePage(
          api.GET("/workspaces/{id}/phone-numbers", {
            params: { path: { id: ws }, query: { limit: PAGE_MAX, ...(cursor && { cursor }) } },
            signal,
          }),
        );
      return gather(fetch, PHONE_PAGES).then((all) => all.rows);
    },
  });
}
