import { expect, test } from "vitest";
import { daysOf } from "./periods";

test("a week begins on Monday, and what is not over yet ends today", () => {
  expect(daysOf("today", "2026-11-24")).toEqual({ from: "2026-11-24", to: "2026-11-24" });
  expect(daysOf("week", "2026-11-24")).toEqual({ from: "2026-11-23", to: "2026-11-24" });
  expect(daysOf("week", "2026-11-23")).toEqual({ from: "2026-11-23", to: "2026-11-23" });
  expect(daysOf("week", "2026-11-29")).toEqual({ from: "2026-11-23", to: "2026-11-29" });
  expect(daysOf("month", "2026-11-24")).toEqual({ from: "2026-11-01", to: "2026-11-24" });
});

test("yesterday and the month before reach over the turns of months and years", () => {
  expect(daysOf("yesterday", "2026-03-01")).toEqual({ from: "2026-02-28", to: "2026-02-28" });
  expect(daysOf("lastMonth", "2026-03-31")).toEqual({ from: "2026-02-01", to: "2026-02-28" });
  expect(daysOf("lastMonth", "2026-01-05")).toEqual({ from: "2025-12-01", to: "2025-12-31" });
  expect(daysOf("week", "2026-01-01")).toEqual({ from: "2025-12-29", to: "2026-01-01" });
});
