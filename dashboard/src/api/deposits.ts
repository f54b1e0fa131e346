import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { dayEnd, dayStart } from "../format/time";
import { api, type Candidate, type Deposit, type DepositStory, take, takePage } from "./client";
import { type Fetch, sift } from "./pages";
import { wsKey } from "./people";

type DepositState = Deposit["state"];

/** What of a deposit is to be sent back. */
export const refundOf = ({ rest_treatment, amount_rest }: Deposit): number =>
  rest_treatment === "REFUND_DUE" ? amount_rest : 0;

export interface DepositFilter {
  /** `OPEN`: what waits for its order or for a person. `REFUNDS`: what of it is to be sent back. */
  state: DepositState | "OPEN" | "REFUNDS" | null;
  /** A part of the depositor's name. */
  name: string;
  account: number | null;
  from: string;
  to: string;
  min: number | null;
  max: number | null;
}

export const NO_DEPOSIT_FILTER: DepositFilter = {
  state: null,
  name: "",
  account: null,
  from: "",
  to: "",
  min: null,
  max: null,
};

const ROWS = 50;

/** The filter, as the API takes it. */
export function depositQuery(filter: DepositFilter) {
  return {
    ...(filter.state === "OPEN" && { is_undecided: true }),
    ...(filter.state === "REFUNDS" && { rest_treatment: "REFUND_DUE" as const }),
    ...(filter.state !== null && filter.state !== "OPEN" && filter.state !== "REFUNDS" && { state: filter.state }),
    ...(filter.name !== "" && { depositor_name: filter.name }),
    ...(filter.account !== null && { bank_account_id: filter.account }),
    ...(filter.from !== "" && { deposited_from: dayStart(filter.from) }),
    ...(filter.to !== "" && { deposited_to: dayEnd(filter.to) }),
    ...(filter.min !== null && { amount_min: filter.min }),
    ...(filter.max !== null && { amount_max: filter.max }),
  };
}

export function depositPages(ws: number, filter: DepositFilter, limit: number): Fetch<Deposit> {
  const query = { ...depositQuery(filter), limit };
  return (cursor, signal) =>
    takePage(
      api.GET("/workspaces/{id}/deposits", {
        params: { path: { id: ws }, query: { ...query, ...(cursor && { cursor }) } },
        ...(signal && { signal }),
      }),
    );
}

export function useDeposits(ws: number, filter: DepositFilter) {
  return useInfiniteQuery({
    queryKey: [...wsKey(ws), "deposits", filter],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) => sift(depositPages(ws, filter, ROWS), pageParam, signal),
    getNextPageParam: (page) => page.next,
  });
}

export const depositKey = (ws: number, deposit: number) => [...wsKey(ws), "deposit", deposit] as const;

/** One deposit with its story. `null` asks for none. */
export function useDeposit(ws: number, deposit: number | null) {
  return useQuery({
    queryKey: depositKey(ws, deposit ?? 0),
    enabled: deposit !== null,
    queryFn: ({ signal }): Promise<DepositStory> =>
      take(
        api.GET("/workspaces/{id}/deposits/{deposit_id}", {
          params: { path: { id: ws, deposit_id: deposit ?? 0 } },
          signal,
        }),
      ),
  });
}

/** At most so many are shown; whoever needs another one finds it by its number or name. */
const CANDIDATES_SHOWN = 9;
/** The orders that a deposit could pay, best first. */
export function useCandidates(ws: number, deposit: number, enabled: boolean) {
  return useQuery({
    queryKey: [...wsKey(ws), "candidates", deposit],
    enabled,
    queryFn: async ({ signal }): Promise<Candidate[]> => {
      const found = await take(
        api.GET("/workspaces/{id}/deposits/{deposit_id}/candidates", {
          params: { path: { id: ws, deposit_id: deposit } },
          signal,
        }),
      );
      return found.slice(0, CANDIDATES_SHOWN);
    },
  });
}
