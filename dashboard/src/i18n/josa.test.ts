import { expect, test } from "vitest";
import { josa } from "./josa";

test("a particle follows the sound of a syllable, a digit, or a letter", () => {
  expect(josa("주문", "을", "를")).toBe("주문을");
  expect(josa("계좌", "을", "를")).toBe("계좌를");
  expect(josa("A-1001", "과", "와")).toBe("A-1001과");
  expect(josa("A-1002", "과", "와")).toBe("A-1002와");
  expect(josa("ORDER-L", "은", "는")).toBe("ORDER-L은");
  expect(josa("ORDER-A", "은", "는")).toBe("ORDER-A는");
});

test("an empty word takes the open particle and nothing breaks", () => {
  expect(josa("", "을", "를")).toBe("를");
});
