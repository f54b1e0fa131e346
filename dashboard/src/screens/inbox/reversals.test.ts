import { expect, test } from "vitest";
import { canBeMeant, isReversal } from "./reversals";

test("a reversal may mean any deposit that still counts", () => {
  expect(canBeMeant({ state: "MATCHED", hold_reasons: [] })).toBe(true);
  expect(canBeMeant({ state: "WAITING", hold_reasons: [] })).toBe(true);
  expect(canBeMeant({ state: "HELD", hold_reasons: ["sender_missing"] })).toBe(true);
  expect(canBeMeant({ state: "HELD", hold_reasons: ["reversed", "sender_missing"] })).toBe(false);
  expect(canBeMeant({ state: "DISMISSED", hold_reasons: [] })).toBe(false);
});

test("only a message of a reversal offers what it may have taken back", () => {
  expect(isReversal({ why: "reversal_unclear" })).toBe(true);
  expect(isReversal({ why: "withdrawal" })).toBe(false);
});
