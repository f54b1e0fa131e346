import { expect, test } from "vitest";
import { FAST_MS, pace, signature } from "./live";

test("a page that is used looks often, one that is left looks seldom, and one that fails waits longer and longer", () => {
  expect(pace(FAST_MS, 0, 0)).toBe(FAST_MS);
  expect(pace(FAST_MS, 0, 16 * 60_000)).toBe(10_000);
  expect(pace(FAST_MS, 1, 0)).toBe(2_000);
  expect(pace(FAST_MS, 3, 0)).toBe(8_000);
  expect(pace(FAST_MS, 50, 0)).toBe(30_000);
});

test("a new version of a row is a change, and the same rows are none", () => {
  const row = (id: number, version: number) => ({ id, version });
  const live = (version: number) => ({ deposits: [row(1, version)], orders: [row(1, 1)] }) as never;
  expect(signature(live(1))).toBe(signature(live(1)));
  expect(signature(live(1))).not.toBe(signature(live(2)));
});
