import { expect, test } from "vitest";
import { waitingAfter } from "./goOn";

const row = (id: number, is_matched = false) => ({ id, is_matched });

test("after a match comes the next deposit below that waits, and after the last one the first", () => {
  const rows = [row(9), row(8, true), row(7), row(6)];
  expect(waitingAfter(rows, 9)).toBe(7);
  expect(waitingAfter(rows, 7)).toBe(6);
  expect(waitingAfter(rows, 6)).toBe(9);
});

test("a deposit that is not in the list is followed by the first that waits, and the only one by none", () => {
  expect(waitingAfter([row(9), row(8)], 3)).toBe(9);
  expect(waitingAfter([row(9)], 9)).toBeNull();
  expect(waitingAfter([row(9), row(8, true)], 9)).toBeNull();
  expect(waitingAfter([], 9)).toBeNull();
});
