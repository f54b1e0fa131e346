import { expect, test } from "vitest";
import { en } from "../i18n/en";
import { ko } from "../i18n/ko";
import { differenceText } from "./OrderTag";

test("an order that was not paid in full says what is missing, or what is too much", () => {
  expect(differenceText(-131_000, ko, "ko")).toBe("131,000원 부족");
  expect(differenceText(500, ko, "ko")).toBe("500원 초과");
  expect(differenceText(-131_000, en, "en")).toBe("₩131,000 short");
});

test("an order that is exact, or waits, says nothing of a difference", () => {
  expect(differenceText(0, ko, "ko")).toBeNull();
  expect(differenceText(null, ko, "ko")).toBeNull();
});
