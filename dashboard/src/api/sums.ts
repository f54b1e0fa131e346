/** The figures of Today and of the navigation: the days' sums, and what waits right now. */
import { useQuery } from "@tanstack/react-query";
import { dayPlus } from "../format/time";
import { api, type Schemas, take } from "./client";
import { wsKey } from "./people";

export type DaySum = Schemas["DayView"];
/** `capped`: there is more than was counted. */
export type Open = Schemas["OpenTally"];

/** The chart shows so many days, today included. */
export const CHART_DAYS = 14;

/** The days up to `day`, oldest first. Under "sums", which `useWatch` refreshes at its own pace. */
export function useDays(ws: number, day: string) {
  return useQuery({
    queryKey: [...wsKey(ws), "sums", "days", day],
    queryFn: ({ signal }): Promise<DaySum[]> =>
      take(
        api.GET("/workspaces/{id}/days", {
          params: { path: { id: ws }, query: { from: dayPlus(day, 1 - CHART_DAYS), to: day } },
          signal,
        }),
      ),
  });
}

export interface Counts {
  pending: Open;
  /** Whatever is not matched: what waits for its order, and what waits for a person. */
  unmatched: Open;
}

export function useCounts(ws: number) {
  return useQuery({
    queryKey: [...wsKey(ws), "sums", "counts"],
    queryFn: async ({ signal }): Promise<Counts> => {
      const open = await take(api.GET("/workspaces/{id}/counts", { params: { path: { id: ws } }, signal }));
      return { pending: open.orders_pending, unmatched: both(open.deposits_waiting, open.deposits_held) };
    },
  });
}

function both(one: Open, other: Open): Open {
  return {
    count: one.count + other.count,
    amount: one.amount + other.amount,
    capped: one.capped || other.capped,
  };
}
