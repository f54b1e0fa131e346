/** What the policies would have made of last month's decisions. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api, type Schemas, take } from "./client";
import { wsKey } from "./people";
import type { operations } from "./schema";

export type Tried = NonNullable<operations["backtest_policies"]["parameters"]["query"]>;
export type Backtest = Schemas["BacktestView"];
export type Backtested = Schemas["BacktestedDecision"];

/** It reads a month, and changes slowly. */
const FRESH_MS = 10 * 60_000;

export function useBacktest(ws: number, tried: Tried) {
  return useQuery({
    queryKey: [...wsKey(ws), "backtest", tried],
    queryFn: ({ signal }): Promise<Backtest> =>
      take(api.GET("/workspaces/{id}/policies/backtest", { params: { path: { id: ws }, query: tried }, signal })),
    staleTime: FRESH_MS,
    placeholderData: keepPreviousData,
  });
}
