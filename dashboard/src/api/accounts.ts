import { useQuery } from "@tanstack/react-query";
import { type Account, api, type Bank, take, takePage } from "./client";
import { gather, PAGE_MAX } from "./pages";
import { wsKey } from "./people";

const ACCOUNT_PAGES = 5;

export function useBanks() {
  return useQuery({
    queryKey: ["banks"],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: ({ signal }): Promise<Bank[]> => take(api.GET("/banks", { signal })),
  });
}

/** Bank and number; of an account that is not known, its id. */
export function accountName(accounts: readonly Account[] | undefined, id: number): string {
  const found = accounts?.find((each) => each.id === id);
  return found === undefined ? String(id) : `${found.bank_name} ${found.account_number}`;
}

/** The workspace's accounts, newest first; those switched off too. */
export function useAccounts(ws: number) {
  return useQuery({
    queryKey: [...wsKey(ws), "accounts"],
    queryFn: ({ signal }): Promise<Account[]> => {
      const fetch = (cursor: string | null) =>
        takePage(
          api.GET("/workspaces/{id}/bank-accounts", {
            params: { path: { id: ws }, query: { limit: PAGE_MAX, ...(cursor && { cursor }) } },
            signal,
          }),
        );
      return gather(fetch, ACCOUNT_PAGES).then((all) => all.rows);
    },
  });
}
