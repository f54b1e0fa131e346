import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { headingLine, plainName, recognise } from "./headings";
import { cellOf, decode, tableOfText, tablesOf } from "./table";

const WORKBOOK = join(resolve(import.meta.dirname, "../../../.."), "tests/orders.xlsx");
const file = (bytes: Uint8Array<ArrayBuffer>) => new File([bytes], "orders");

test("what Korean Excel writes is read as well as UTF-8 and UTF-16", () => {
  const korean = new Uint8Array([0xc8, 0xab, 0xb1, 0xe6, 0xb5, 0xbf]);
  expect(decode(korean.buffer)).toBe("홍길동");
  expect(decode(new TextEncoder().encode("홍길동").buffer)).toBe("홍길동");
  expect(decode(new Uint8Array([0xff, 0xfe, 0x4d, 0xd6]).buffer)).toBe("홍");
});

test("copied cells have tabs between them, and a sum's comma parts nothing", () => {
  expect(tableOfText("주문번호\t금액\r\nA-1\t14,510\r\n")).toEqual([
    ["주문번호", "금액"],
    ["A-1", "14,510"],
  ]);
  expect(tableOfText('a;b\n="0012";2\n')).toEqual([
    ["a", "b"],
    ["0012", "2"],
  ]);
});

test("a workbook's sheets are read: dates as they are seen, and a number that Excel shortened as one that shows it", async () => {
  const tables = await tablesOf(file(new Uint8Array(readFileSync(WORKBOOK))));
  if (typeof tables === "string") throw new Error(tables);
  expect(tables).toHaveLength(2);
  const orders = tables[1] ?? [];
  expect(headingLine(orders)).toBe(1);
  expect(orders[2]?.slice(0, 5)).toEqual(["X-1", "2026-11-29 14:05:00", "홍길동", "홍길동2", "14510"]);
  expect(orders[4]?.[0]).toBe("1.23456789012346e+17");
  expect(cellOf(null)).toBe("");
});

test("a file that cannot be used says why", async () => {
  expect(await tablesOf(file(new Uint8Array(5_000_001)))).toBe("tooBig");
  expect(await tablesOf(file(new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1])))).toBe("old");
  expect(await tablesOf(file(new Uint8Array([0x50, 0x4b, 3, 4, 1])))).toBe("broken");
  expect(await tablesOf(file(new Uint8Array()))).toBe("empty");
});

/** As builders hand them out, of those whose headings were found in public. */
const EXPORTS: Record<string, [string[], (string | null)[]]> = {
  cafe24: [
    [
      "쇼핑몰",
      "주문번호",
      "품목별 주문번호",
      "주문일시",
      "주문자명",
      "주문자 휴대전화",
      "총 주문금액(KRW)",
      "총 결제금액(KRW)",
    ],
    ["주문번호", "총 결제금액(KRW)", "주문자명", "주문일시", null, "주문자 휴대전화", null, null, null],
  ],
  imweb: [
    [
      "주문일",
      "주문번호",
      "주문섹션품목번호",
      "주문자 이름",
      "주문자 이메일",
      "주문자 번호",
      "주문상태",
      "최종주문금액",
    ],
    ["주문번호", "최종주문금액", "주문자 이름", "주문일", null, "주문자 번호", "주문자 이메일", null, "주문상태"],
  ],
  smartstore: [
    [
      "상품주문번호",
      "주문번호",
      "구매자명",
      "수취인명",
      "결제일",
      "상품별 총 주문금액",
      "구매자연락처",
      "(구매자연락처)",
      "주문일시",
    ],
    ["주문번호", "상품별 총 주문금액", "구매자명", "주문일시", null, "구매자연락처", null, null, null],
  ],
  ours: [
    ["주문번호", "금액", "입금자명", "주문한 때", "입금 기한", "전화번호", "이메일", "메모"],
    ["주문번호", "금액", "입금자명", "주문한 때", "입금 기한", "전화번호", "이메일", "메모", null],
  ],
};

test.each(Object.entries(EXPORTS))("the export of %s is read as it is", (_, [headings, expected]) => {
  const found = Object.values(recognise(headings));
  expect(found.map((column) => (column === null ? null : headings[column]))).toEqual(expected);
});

test("headings are compared without case, spaces, signs and what stands in parentheses", () => {
  expect(plainName(" 총 결제금액 (KRW)*")).toBe("총결제금액");
  expect(plainName("Order_Number")).toBe("ordernumber");
});
