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

test("으로 is 로 after the sound of ㄹ as well", () => {
  for (const word of ["서울", "1", "7", "8", "URL", "USER", "2", "회사"])
    expect(josa(word, "으로", "로")).toBe(`${word}로`);
  for (const word of ["집", "0", "3", "6", "ATM", "VPN"]) expect(josa(word, "으로", "로")).toBe(`${word}으로`);
  expect(josa("서울", "을", "를")).toBe("서울을");
});

test("what is written after a word and not spoken changes nothing", () => {
  expect(josa("달빛 꽃집 (본점)", "은", "는")).toBe("달빛 꽃집 (본점)은");
  expect(josa("'홍길동'", "을", "를")).toBe("'홍길동'을");
  expect(josa("「서울」 ", "으로", "로")).toBe("「서울」 로");
});

test("an empty word takes the open particle and nothing breaks", () => {
  expect(josa("", "을", "를")).toBe("를");
});
