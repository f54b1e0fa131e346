import { expect, test } from "vitest";
import type { Proposal } from "../../api/proposals";
import { acceptableAtOnce, isCertain } from "./atOnce";

let made = 0;

function proposal(deposits: number[], orders: number[], changes: Partial<Proposal> = {}): Proposal {
  made += 1;
  const named = { amount: 1_000, depositor_name: "홍길동", deposited_at: "", created_at: "" };
  return {
    proposal_id: `p1.${made}`,
    kind: "SAME_AMOUNT",
    deposits: deposits.map((id) => ({ ...named, id, state: "WAITING" })),
    orders: orders.map((id) => ({ ...named, id, order_number: `N-${id}`, amount_open: 1_000, status: "PENDING" })),
    difference: 0,
    score: 90,
    margin: 90,
    reasons: ["amount_equal", "name_same"],
    against: [],
    treatments: ["NONE"],
    ...changes,
  };
}

test("of each deposit the best is offered, and a sum of several once", () => {
  const best = proposal([1], [11]);
  const split = proposal([2, 3], [12], { kind: "SPLIT" });
  const work = [best, proposal([1], [13]), split, proposal([3], [14])];
  expect(acceptableAtOnce(work)).toEqual([best, split]);
});

test("a sum is offered only if no deposit in it has a better proposal, and hides nothing if it is not", () => {
  const exact = proposal([1], [11], { score: 95 });
  const sum = proposal([1, 2], [12], { kind: "SPLIT", score: 80 });
  const own = proposal([2], [13], { score: 90 });
  expect(acceptableAtOnce([exact, sum, own])).toEqual([exact, own]);
  // A sum is listed with its first deposit only: it is better than the other's own, and not what the first may be.
  expect(acceptableAtOnce([exact, sum, { ...own, score: 70 }])).toEqual([exact]);
  expect(acceptableAtOnce([{ ...exact, score: 70 }, sum, { ...own, score: 70 }])).toEqual([sum]);
});

test("what something speaks against, what reopens an order, and rivals for one order are left to a look", () => {
  const late = proposal([4], [14], { kind: "LATE" });
  const work = [
    proposal([1], [11], { against: ["name_differs"] }),
    // The next best of a deposit is not offered in place of the best.
    proposal([1], [12]),
    proposal([2], [13]),
    proposal([3], [13]),
    late,
    proposal([5], [15], { kind: "CANCELLED", treatments: ["REOPEN", "REFUNDED"] }),
    // A rival counts even if it cannot be accepted with others.
    proposal([6], [16], { against: ["deposit_held"] }),
    proposal([7], [16]),
  ];
  expect(acceptableAtOnce(work)).toEqual([late]);
});

test("only what agrees in name and amount, for orders that wait, is selected before a person looks", () => {
  const kinds = ["TWIN", "SAME_AMOUNT", "EQUAL_ORDERS", "LATE", "COMBINED", "SHORT", "INSTALMENT"] as const;
  expect(kinds.filter((kind) => isCertain(proposal([1], [2], { kind })))).toEqual(["SAME_AMOUNT", "COMBINED"]);
  expect(isCertain(proposal([1], [2], { difference: -500 }))).toBe(false);
  expect(isCertain(proposal([1], [2], { reasons: ["amount_equal", "name_like"] }))).toBe(false);
  for (const name of ["name_same_with_more", "name_cut"] as const)
    expect(isCertain(proposal([1], [2], { reasons: ["amount_equal", name] }))).toBe(false);
  const equal = proposal([1], [2, 3], { kind: "COMBINED", reasons: ["sum_equal", "name_same", "oldest_of_several"] });
  expect(isCertain(equal)).toBe(false);
});
