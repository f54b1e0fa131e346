import { expect, test } from "vitest";
import { sheetTime } from "../../../format/time";
import { columnsOf, type Repeated, withStatus } from "./columns";
import { headedTable, recognise } from "./headings";
import { leftOut, momentOf, rowsOf } from "./rows";
import { tableOfText } from "./table";

const NOW = new Date("2026-11-30T12:00:00+09:00");

function read(text: string, repeated: Repeated = "faulty") {
  const table = headedTable(tableOfText(text));
  return rowsOf(table, { ...columnsOf(table), repeated }, NOW) ?? [];
}

test("a table is read under its own headings, in any order, and each row tells its faults", () => {
  const rows = read('\uFEFF입금자명,금액,주문번호,메모\n홍길동,"14,510원",A-1,\'=1\n,many,A-1,\n');
  expect(rows[0]).toMatchObject({
    line: 2,
    faults: [],
    body: { order_number: "A-1", amount: 14_510, depositor_name: "홍길동", memo: "=1", expires_at: null },
  });
  expect(rows[1]?.faults).toEqual(["amount", "depositor", "twice"]);
});

test("what cannot be read is told as it stands in the file, also of a later line of the same order", () => {
  const head = "주문번호,금액,입금자명,주문일시,입금기한\n";
  const [row] = read(`${head}A,3만원쯤,홍길동,어제쯤,곧\n`);
  expect(row?.faults).toEqual(["amount", "ordered", "expires"]);
  expect(row?.unread).toEqual({ amount: "3만원쯤", ordered_at: "어제쯤", expires_at: "곧" });
  const missing = read(`${head}A,,홍길동,,\nB,700,홍길동,,\n`);
  expect(missing.map(({ faults, unread }) => [faults, unread])).toEqual([
    [["noAmount"], {}],
    [[], {}],
  ]);
  expect(read(`${head}A,700,홍길동,,\nA,-,홍길동,,\n`, "sum")[0]?.unread).toEqual({ amount: "-" });
});

test("an order number that a spreadsheet shortened is a fault of its row, and one that only looks alike is none", () => {
  const numbers = ["2.02401E+15", "2e+11", "2.02401E+15", "E+11", "12E+3", "A-2E+1"];
  const rows = read(`주문번호,금액,입금자명\n${numbers.map((number) => `${number},1000,홍길동\n`).join("")}`);
  expect(rows.map((row) => row.faults)).toEqual([["mangled"], ["mangled"], ["mangled"], [], [], []]);
});

test("a table without a column that every order needs has no rows", () => {
  const table = headedTable([
    ["a", "b"],
    ["1", "2"],
  ]);
  expect(rowsOf(table, { mapping: recognise(["a", "b"]), repeated: "faulty", only: [] })).toBeNull();
});

test("with a column of statuses only what waits for money is taken, and none where no word says so", () => {
  const lines = ["A,1000,홍길동,입금대기", "B,1000,홍길동,배송대기", "C,1000,홍길동,취소", "D,1000,홍길동,결제대기"];
  const table = headedTable(tableOfText(`주문번호,금액,입금자명,주문상태\n${lines.join("\n")}\n`));
  const columns = columnsOf(table);
  expect(columns.only).toEqual(["입금대기", "결제대기"]);
  expect(rowsOf(table, columns, NOW)?.map(({ line, body }) => [line, body.order_number])).toEqual([
    [2, "A"],
    [5, "D"],
  ]);
  expect(leftOut(table, columns)).toBe(2);
  expect(rowsOf(table, { ...columns, only: [] }, NOW)).toEqual([]);
  expect(rowsOf(table, withStatus(columns, table.lines, null), NOW)).toHaveLength(4);
  const many = [["n", "v", "w", "상태"], ...Array.from({ length: 21 }, (_, nth) => ["", "", "", `${nth}`])];
  expect(columnsOf(headedTable(many)).mapping.status).toBeNull();
});

test("several lines of one order are faulty until a person says what they are", () => {
  const text = "주문번호,입금자명,총 결제금액\nA,홍길동,5000\nA,홍길동,5000\nB,김철수,700\nA,이영희,4000\n";
  expect(read(text).map(({ faults }) => faults)).toEqual([[], ["twice"], [], ["twice"]]);
  expect(read(text, "whole").map(({ body, faults }) => [body.amount, faults])).toEqual([
    [5_000, ["differs"]],
    [700, []],
  ]);
  const same = text.replace("이영희", "홍길동");
  expect(read(same, "sum").map(({ body, faults }) => [body.amount, faults])).toEqual([
    [14_000, []],
    [700, []],
  ]);
  expect(read(same, "whole")[0]?.faults).toEqual(["differs"]);
  expect(read(same.replace("700", "700\nA,홍길동,many"), "sum")[0]?.faults).toEqual(["amount"]);
  // Another payer is another order, whatever the amounts are; lines without a number are no order together.
  expect(read(text, "sum")[0]?.faults).toEqual(["differs"]);
  expect(read("주문번호,입금자명,금액\n,홍길동,1\n,홍길동,1\n", "sum").map(({ line }) => line)).toEqual([2, 3]);
});

test("when an order was made is taken along, and what the API would refuse is told before", () => {
  const times = ["2026-11-29 14:05", "2026-09-01", "2026-12-01", "gestern", ""];
  const rows = read(
    `주문번호,금액,입금자명,주문일시\n${times.map((at, nth) => `A${nth},1000,홍길동,${at}\n`).join("")}`,
  );
  expect(rows.map(({ body, faults }) => [body.ordered_at, faults])).toEqual([
    ["2026-11-29T14:05:00+09:00", []],
    ["2026-09-01T00:00:00+09:00", ["orderedLong"]],
    ["2026-12-01T00:00:00+09:00", ["orderedLater"]],
    [null, ["ordered"]],
    [null, []],
  ]);
  expect(read("주문번호,금액,입금자명,입금기한\nA,1,b,2026-11-30\n")[0]?.body.expires_at).toBe(
    "2026-11-30T23:59:00+09:00",
  );
  expect(read("주문번호,금액,입금자명,입금기한\nA,1,b,2026-11-29\nB,1,b,bald\n").map(({ faults }) => faults)).toEqual([
    ["expired"],
    ["expires"],
  ]);
});

test("a phone's number that a spreadsheet took for a number has its 0 again, and each row a key of its own", () => {
  const rows = read("주문번호,금액,입금자명,연락처\nA,1,b,1012345678\nB,1,b,010-1234-5678\n");
  expect(rows.map(({ body }) => body.customer_phone)).toEqual(["01012345678", "010-1234-5678"]);
  expect(rows[0]?.once).not.toEqual(rows[1]?.once);
});

test("a moment is Korean time, a day means the hour that is asked for, and an export's is read to the second", () => {
  const moment = (text: string) => momentOf(text, "23:59");
  expect(moment("2026-11-30")).toBe("2026-11-30T23:59:00+09:00");
  expect(moment("20261130")).toBe("2026-11-30T23:59:00+09:00");
  expect(moment("2026. 1. 5 9:05")).toBe("2026-01-05T09:05:00+09:00");
  expect(moment("2026년 1월 5일 오후 9:05")).toBe("2026-01-05T21:05:00+09:00");
  expect(moment("2026/01/05(월) 오전 12:05:09")).toBe("2026-01-05T00:05:09+09:00");
  expect(moment(sheetTime("2026-01-05T00:05:09Z"))).toBe("2026-01-05T09:05:09+09:00");
  expect(moment("2026-11-30T10:00:00Z")).toBe("2026-11-30T10:00:00Z");
  expect(moment("")).toBeNull();
  for (const no of ["2026-13-30", "2026-11-31", "2026-11-30 25:00", "2026-11-30 soon", "tomorrow"]) {
    expect([no, moment(no)]).toEqual([no, undefined]);
  }
});
