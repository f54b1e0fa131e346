import { createContext, useContext } from "react";
import type { Deposit } from "../../api/client";
import { after } from "../../components/useKept";

/** What the list does once one of its deposits was matched by hand or dismissed, or that match was undone. */
export interface GoOn {
  done: (deposit: number) => void;
  undone: (deposit: number) => void;
}

const STAY: GoOn = { done: () => undefined, undone: () => undefined };

export const GoOnContext = createContext<GoOn>(STAY);

export function useGoOn(): GoOn {
  return useContext(GoOnContext);
}

type Row = Pick<Deposit, "id" | "is_matched">;

/** The deposit to look at after one that is done. `null`: none is left. */
export function waitingAfter(rows: readonly Row[], done: number): number | null {
  const waiting = rows.filter((row) => !row.is_matched || row.id === done);
  return after(
    waiting.map((row) => row.id),
    done,
  );
}
