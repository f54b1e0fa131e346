import { expect, test } from "vitest";
import { amountsText, parseWon, shortWon, won } from "./money";
import {
  clock,
  dayEnd,
  dayOf,
  dayPlus,
  dayStart,
  exact,
  fromLocalInput,
  relative,
  sheetTime,
  short,
  toLocalInput,
} from "./time";

test("an amount has separators and its unit in both languages", () => {
  expect(won(1_234_567, "ko")).toBe("1,234,567원");
  expect(won(1_234_567, "en")).toBe("₩1,234,567");
  expect(shortWon(12_340_000, "ko")).toBe("1234만");
  expect(amountsText({ min: 1_000, max: 2_000 }, "ko")).toBe("1,000원 ~ 2,000원");
  expect(amountsText({ min: 1_000, max: 1_000 }, "ko")).toBe("1,000원");
  expect(amountsText({ min: null, max: 2_000 }, "ko")).toBe("~ 2,000원");
  expect(amountsText({ min: null, max: null }, "ko")).toBe("");
});

test("an amount is read as people write it, and nothing else is an amount", () => {
  for (const text of ["14510", "14,510", "14,510원", "₩14,510", " 14 510 ", "１４５１０", "14510.0"]) {
    expect(parseWon(text), text).toBe(14_510);
  }
  for (const text of ["", "0", "-5", "14.5", "1e5", "many", "1000000000001", "12345678901234"]) {
    expect(parseWon(text), text).toBeNull();
  }
});

test("a day is Korea's, wherever the browser is", () => {
  expect(dayOf("2026-11-22T14:59:59Z")).toBe("2026-11-22");
  expect(dayOf("2026-11-22T15:00:00Z")).toBe("2026-11-23");
  expect(new Date(dayStart("2026-11-23")).toISOString()).toBe("2026-11-22T15:00:00.000Z");
  expect(new Date(dayEnd("2026-11-23")).toISOString()).toBe("2026-11-23T14:59:59.000Z");
  expect(dayPlus("2026-03-01", -1)).toBe("2026-02-28");
});

test("a time is told relative within the hour, then by the clock, and exactly to the second", () => {
  const now = new Date("2026-11-23T06:00:00Z");
  expect(relative("2026-11-23T14:59:50+09:00", "ko", now)).toBe("방금");
  expect(relative("2026-11-23T14:57:00+09:00", "ko", now)).toBe("3분 전");
  expect(relative("2026-11-23T12:00:00+09:00", "ko", now)).toBe("오늘 12:00");
  expect(relative("2026-11-23T12:00:00+09:00", "en", now)).toBe("today 12:00");
  expect(relative("2026-11-01T12:00:00+09:00", "ko", now)).toBe(short("2026-11-01T12:00:00+09:00", "ko", now));
  expect(exact("2026-11-22T15:04:05Z", "ko")).toBe("2026년 11월 23일 00:04:05");
  expect(exact("2026-11-22T15:04:05Z", "en")).toBe("23 November 2026 00:04:05 KST");
});

test("yesterday, today and tomorrow are Korea's, at either side of midnight", () => {
  const midnight = new Date("2026-11-22T15:00:00Z");
  expect(clock("2026-11-22T23:59:00+09:00", "ko", midnight)).toBe("어제 23:59");
  expect(clock("2026-11-23T00:00:00+09:00", "ko", midnight)).toBe("오늘 00:00");
  expect(clock("2026-11-23T23:59:00+09:00", "ko", midnight)).toBe("오늘 23:59");
  expect(clock("2026-11-24T00:00:00+09:00", "ko", midnight)).toBe("내일 00:00");
  expect(clock("2026-11-25T09:05:00+09:00", "ko", midnight)).toBe("11월 25일 09:05");
  expect(clock("2025-12-31T09:05:00+09:00", "ko", midnight)).toContain("2025");
});

test("a spreadsheet gets Korean time, without letters that it would not take for one", () => {
  expect(sheetTime("2026-11-22T15:04:05Z")).toBe("2026-11-23 00:04:05");
  expect(sheetTime(null)).toBe("");
});

test("what a date field holds is read as Korean time, and shown as such", () => {
  expect(fromLocalInput("2026-11-23T09:30")).toBe("2026-11-23T09:30:00+09:00");
  expect(fromLocalInput("")).toBeNull();
  expect(toLocalInput("2026-11-23T00:30:00Z")).toBe("2026-11-23T09:30");
});
