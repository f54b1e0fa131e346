import { expect, test } from "vitest";
import type { Mark } from "../../api/formats";
import { pieces, withMark } from "./marks";

const TEXT = "[KB] 별빛입금 50,000원\n😀홍길동 남은돈";
const AMOUNT: Mark = { is: "amount", from: 10, to: 17 };

test("a text is cut at its marks, counted in whole characters", () => {
  const name: Mark = { is: "payer", from: 19, to: 22 };
  expect(pieces(TEXT, [name, AMOUNT]).map(({ text, kind }) => [text, kind])).toEqual([
    ["[KB] 별빛입금 ", null],
    ["50,000원", "amount"],
    ["\n😀", null],
    ["홍길동", "payer"],
    [" 남은돈", null],
  ]);
  expect(pieces(TEXT, [])).toEqual([{ text: TEXT, from: 0, kind: null }]);
  expect(pieces("", [])).toEqual([]);
});

test("a new mark takes no white space, and what it meets gives way", () => {
  expect(withMark(TEXT, [], "amount", 18, 9)).toEqual([AMOUNT]);
  expect(withMark(TEXT, [AMOUNT], "balance", 12, 14)).toEqual([{ is: "balance", from: 12, to: 14 }]);
  expect(withMark(TEXT, [AMOUNT], "amount", 0, 4)).toEqual([{ is: "amount", from: 0, to: 4 }]);
  const both = withMark(TEXT, [AMOUNT], "payer", 19, 22);
  expect(both.map((mark) => mark.is)).toEqual(["amount", "payer"]);
  expect(withMark(TEXT, both, "date", 17, 18)).toEqual(both);
  expect(withMark(TEXT, [], "time", 0, 999)).toEqual([{ is: "time", from: 0, to: 26 }]);
});
