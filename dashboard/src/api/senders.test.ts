import { expect, test } from "vitest";
import { plainSender } from "./senders";

test("one number in any spelling is one sender, and a name stays a name", () => {
  for (const spelling of ["02-123-4567", "02 123 4567", "(02) 123-4567", "+82 2-123-4567", "021234567"]) {
    expect(plainSender(spelling), spelling).toBe("021234567");
  }
  expect(plainSender("8212345678")).toBe("8212345678");
  expect(plainSender(" 국민은행 ")).toBe("국민은행");
  expect(plainSender("국민은행 1588")).toBe("국민은행 1588");
});
