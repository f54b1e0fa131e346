import { expect, test } from "vitest";
import { pace, QUICK_MS, signature } from "./live";

test("where something goes on it asks often, in quiet as the server says, and when it fails longer and longer", () => {
  expect(pace(QUICK_MS, 30_000, 0, 0)).toBe(QUICK_MS);
  expect(pace(QUICK_MS, 30_000, 0, 61_000)).toBe(30_000);
  expect(pace(15_000, 2_000, 0, 61_000)).toBe(15_000);
  expect(pace(QUICK_MS, 30_000, 1, 0)).toBe(4_000);
  expect(pace(QUICK_MS, 30_000, 3, 0)).toBe(16_000);
  expect(pace(QUICK_MS, 30_000, 50, 0)).toBe(30_000);
});

test("a new version of a row is a change, and the same rows are none", () => {
  const row = (id: number, version: number) => ({ id, version });
  const live = (version: number) => ({ deposits: [row(1, version)], orders: [row(1, 1)] }) as never;
  expect(signature(live(1))).toBe(signature(live(1)));
  expect(signature(live(1))).not.toBe(signature(live(2)));
});
