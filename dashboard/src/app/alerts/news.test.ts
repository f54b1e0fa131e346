import { expect, test } from "vitest";
import { HELD_ROWS, happened, isQuiet, type Look } from "./news";

const held = (id: number, reversed = false) => ({ id, hold_reasons: [reversed ? "reversed" : "one_won"] as const });
const look = (part: Partial<Look>): Look => ({ held: [], newest: [], phones: [], ...part });

test("what came to be checked, was taken back, paid or fell silent is told, each once", () => {
  const before: Look = {
    held: [held(1), held(2)],
    newest: [
      { id: 3, is_matched: false },
      { id: 4, is_matched: true },
    ],
    phones: [
      { id: 7, status: "ONLINE" },
      { id: 8, status: "SILENT" },
    ],
  } as unknown as Look;
  const now = {
    held: [held(6), held(5, true), held(1), held(2, true)],
    newest: [
      { id: 9, is_matched: true },
      { id: 3, is_matched: true },
      { id: 4, is_matched: true },
    ],
    phones: [
      { id: 7, status: "SILENT" },
      { id: 8, status: "SILENT" },
      { id: 10, status: "SILENT" },
    ],
  } as unknown as Look;
  expect(happened(before, now)).toEqual(["check", "reversal", "reversal", "silent", "paid", "paid"]);
  expect(happened(now, now)).toEqual([]);
});

test("an older deposit that comes into a full list is no news, unless the bank took it back", () => {
  const full = Array.from({ length: HELD_ROWS }, (_, nth) => held(1000 - nth));
  const before = look({ held: full as unknown as Look["held"] });
  const now = look({ held: [...full.slice(1), held(5), held(6, true)] as unknown as Look["held"] });
  expect(happened(before, now)).toEqual(["reversal"]);
});

test("quiet hours may go over midnight", () => {
  const night = { from: "22:00", to: "08:00" };
  expect(["21:59", "22:00", "03:00", "07:59", "08:00"].map((at) => isQuiet(at, night))).toEqual([
    false,
    true,
    true,
    true,
    false,
  ]);
  expect(isQuiet("13:00", { from: "12:00", to: "14:00" })).toBe(true);
  expect(isQuiet("13:00", { from: "13:00", to: "13:00" })).toBe(false);
  expect(isQuiet("13:00", null)).toBe(false);
});
