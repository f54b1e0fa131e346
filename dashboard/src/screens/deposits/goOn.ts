import { createContext, useContext } from "react";
import type { Deposit } from "../../api/client";

/** What the list does once one of its deposits was matched by hand, or that match was undone. */
export interface GoOn {
  matched: (deposit: number) => void;
  undone: (deposit: number) => void;
}

const STAY: GoOn = { matched: () => undefined, undone: () => undefined };

export const GoOnContext = createContext<GoOn>(STAY);

export function useGoOn(): GoOn {
  return useContext(GoOnContext);
}

type Row = Pick<Deposit, "id" | "is_matched">;

/** The deposit that waits next after one that is done: below it, or else the first of the list. `null`: none is left. */
export function waitingAfter(rows: readonly Row[], done: number): number | null {
  const place = rows.findIndex((row) => row.id === done);
  const turned = [...rows.slice(place + 1), ...rows.slice(0, Math.max(place, 0))];
  return turned.find((row) => !row.is_matched)?.id ?? null;
}
