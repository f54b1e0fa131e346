import { expect, test } from "vitest";
import { sheetTime } from "../../format/time";
import { deadlineOf, decode, readRows } from "./importing";

test("a file is read under its own headings, in any order, and each row tells its faults", () => {
  const rows = readRows('\uFEFF입금자명,금액,주문번호,메모\n홍길동,"14,510원",A-1,\'=1\n,many,A-1,\n');
  if (typeof rows === "string") throw new Error(rows);
  expect(rows[0]).toMatchObject({
    line: 2,
    faults: [],
    body: { order_number: "A-1", amount: 14_510, depositor_name: "홍길동", memo: "=1", expires_at: null },
  });
  expect(rows[1]?.faults).toEqual(["amount", "depositor", "twice"]);
});

test("an order number that a spreadsheet shortened is a fault of its row, and one that only looks alike is none", () => {
  const numbers = ["2.02401E+15", "2e+11", "2.02401E+15", "E+11", "12E+3", "A-2E+1"];
  const rows = readRows(`주문번호,금액,입금자명\n${numbers.map((number) => `${number},1000,홍길동\n`).join("")}`);
  if (typeof rows === "string") throw new Error(rows);
  expect(rows.map((row) => row.faults)).toEqual([["mangled"], ["mangled"], ["mangled"], [], [], []]);
});

test("a file that cannot be used says why", () => {
  expect(readRows("")).toBe("empty");
  expect(readRows("주문번호,금액,입금자명\n")).toBe("empty");
  expect(readRows("a,b\n1,2\n")).toBe("headings");
  expect(readRows(`주문번호,금액,입금자명\n${"A,1,b\n".repeat(1001)}`)).toBe("tooMany");
});

test("what Korean Excel writes is read as well as UTF-8", () => {
  const korean = new Uint8Array([0xc8, 0xab, 0xb1, 0xe6, 0xb5, 0xbf]);
  expect(decode(korean.buffer)).toBe("홍길동");
  expect(decode(new TextEncoder().encode("홍길동").buffer)).toBe("홍길동");
});

test("a deadline is Korean time, a day means its end, and an export's is read back to the second", () => {
  expect(deadlineOf("2026-11-30")).toBe("2026-11-30T23:59:00+09:00");
  expect(deadlineOf("2026. 1. 5 9:05")).toBe("2026-01-05T09:05:00+09:00");
  expect(deadlineOf(sheetTime("2026-01-05T00:05:09Z"))).toBe("2026-01-05T09:05:09+09:00");
  expect(deadlineOf("2026-11-30T10:00:00Z")).toBe("2026-11-30T10:00:00Z");
  expect(deadlineOf("2026-13-30")).toBeNull();
  expect(deadlineOf("tomorrow")).toBeNull();
});
