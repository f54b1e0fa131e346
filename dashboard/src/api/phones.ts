import { useQuery } from "@tanstack/react-query";
import { api, type Schemas, takePage } from "./client";
import { gather } from "./pages";
import { wsKey } from "./people";

export type Phone = Schemas["PhoneView"];

const PHONE_PAGES = 5;

export const phonesKey = (ws: number) => [...wsKey(ws), "phones"] as const;

/** The workspace's phones, newest first. `everyMs` reads them again, while the tab is seen, to catch a sign of life. */
export function usePhones(ws: number, everyMs: number | false = false) {
  return useQuery({
    queryKey: phonesKey(ws),
    refetchInterval: everyMs,
    queryFn: ({ signal }): Promise<Phone[]> => {
      const fetch = (cursor: string | null) =>
        takePage(
          api.GET("/workspaces/{id}/phone-numbers", {
            params: { path: { id: ws }, query: { limit: 100, ...(cursor && { cursor }) } },
            signal,
          }),
        );
      return gather(fetch, PHONE_PAGES).then((all) => all.rows);
    },
  });
}
