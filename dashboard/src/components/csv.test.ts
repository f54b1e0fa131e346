import { expect, test } from "vitest";
import { plainCell } from "./csv";

test("what was kept from being a formula comes back as it was", () => {
  for (const text of ["=1+1", "+82 10", "-1", "@SUM(A1)", "\t=1", " =1", "＝1+1", "|cmd"]) {
    expect(plainCell(`'${text}`), text).toBe(text);
  }
  expect(plainCell("'홍길동'")).toBe("'홍길동'");
});
