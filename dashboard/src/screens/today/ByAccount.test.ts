import { expect, test } from "vitest";
import type { DaySum } from "../../api/sums";
import { sumsByAccount } from "./ByAccount";

const sum = (count: number, amount: number) => ({ count, amount });

function dayOf(day: string, accounts: [number, number, number][]): DaySum {
  const none = sum(0, 0);
  const of = ([bank_account_id, count, amount]: [number, number, number]) => ({
    bank_account_id,
    deposits: sum(count, amount),
    matched: none,
    unmatched: sum(count, amount),
  });
  const plain = { orders: none, deposits: none, matched: none, unmatched: none, complete: true };
  return { ...plain, day, accounts: accounts.map(of) };
}

test("each account tells the day and all days, the most first", () => {
  const days = [
    dayOf("2026-11-29", [
      [1, 2, 3_000],
      [2, 1, 9_000],
    ]),
    dayOf("2026-11-30", [[1, 1, 500]]),
  ];
  expect(sumsByAccount(days, "2026-11-30")).toEqual([
    { account: 2, day: sum(0, 0), all: sum(1, 9_000) },
    { account: 1, day: sum(1, 500), all: sum(3, 3_500) },
  ]);
  expect(sumsByAccount([], "2026-11-30")).toEqual([]);
});
