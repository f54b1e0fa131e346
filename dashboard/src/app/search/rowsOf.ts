import type { Deposit, Order } from "../../api/client";
import type { Message } from "../../api/messages";
import type { Search } from "../../api/search";

export const LISTS = ["orders", "deposits", "messages"] as const;
export type List = (typeof LISTS)[number];

export type Row =
  | { list: "orders"; id: string; row: Order }
  | { list: "deposits"; id: string; row: Deposit }
  | { list: "messages"; id: string; row: Message };

/** The rows of a list, each with the id of its element. What could not be read has none. */
export function rowsOf(search: Search, list: List): Row[] {
  const id = (row: { id: unknown }) => `found-${list}-${row.id}`;
  switch (list) {
    case "orders":
      return search.orders.rows.map((row) => ({ list, id: id(row), row }));
    case "deposits":
      return search.deposits.rows.map((row) => ({ list, id: id(row), row }));
    case "messages":
      return search.messages.rows.map((row) => ({ list, id: id(row), row }));
  }
}

/** The id of the element that has a list's rows. */
export const gridOf = (list: List): string => `found-grid-${list}`;
