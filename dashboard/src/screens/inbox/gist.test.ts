import { expect, test } from "vitest";
import { gist } from "./gist";

test("a message is named by its amount and its first lines, without what stands in front of every message", () => {
  expect(gist("[Web발신]\n국민 02/01 11:05\n110-***-000000\n입금 14,510원\n잔액 532,513원")).toBe(
    "입금 14,510원 · 국민 02/01 11:05 · 110-***-000000",
  );
  expect(gist("[Web발신]\n국민\n입금\n잔액\n김영희", 9)).toBe("국민 · 입금 · 잔액 · 김영희");
  expect(gist("국민\n잔액 900,000원\n홍길동")).toBe("국민 · 잔액 900,000원 · 홍길동");
  expect(gist("한 줄뿐인 문자")).toBe("한 줄뿐인 문자");
  expect(gist("")).toBe("");
});
