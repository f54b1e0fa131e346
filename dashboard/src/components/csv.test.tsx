import { expect, test } from "vitest";
import { exportCsv, plainCell, safeCell } from "./csv";

test("no cell is run as a formula, and ours come back as they were", () => {
  for (const text of ["=1+1", "+82 10", "-1", "@SUM(A1)", "\t=1", " =1", "＝1+1", "|cmd"]) {
    expect(safeCell(text), text).toBe(`'${text}`);
    expect(plainCell(safeCell(text)), text).toBe(text);
  }
  expect(safeCell("홍길동")).toBe("홍길동");
  expect(plainCell("'홍길동'")).toBe("'홍길동'");
  expect(safeCell(-5)).toBe("-5");
  expect(safeCell(null)).toBe("");
});

test("a file begins with the mark that Excel needs, and each page follows in turn", async () => {
  const parts: Blob[] = [];
  const steps: number[] = [];
  URL.createObjectURL = (blob) => {
    if (blob instanceof Blob) parts.push(blob);
    return "blob:test";
  };
  URL.revokeObjectURL = () => undefined;
  async function* pages() {
    yield [{ name: '홍"길동', amount: 1 }];
    yield [{ name: "a,b\nc", amount: 2 }];
  }
  const row = (item: { name: string; amount: number }) => [item.name, item.amount];
  const rows = await exportCsv({
    file: "x.csv",
    head: ["이름", "금액"],
    pages: pages(),
    row,
    progress: (n) => steps.push(n),
  });
  const bytes = new Uint8Array(await (parts[0] ?? new Blob()).arrayBuffer());
  expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  expect(new TextDecoder().decode(bytes)).toBe('이름,금액\r\n"홍""길동",1\r\n"a,b\nc",2\r\n');
  expect([rows, steps]).toEqual([2, [1, 2]]);
});

test("a page that fails makes no file, and neither do no rows", async () => {
  let made = 0;
  URL.createObjectURL = () => {
    made += 1;
    return `blob:${made}`;
  };
  async function* pages(): AsyncGenerator<number[]> {
    yield [1];
    throw new Error("gone");
  }
  const writing = exportCsv({ file: "x.csv", head: ["n"], pages: pages(), row: (n) => [n], progress: () => undefined });
  await expect(writing).rejects.toThrow("gone");
  async function* nothing(): AsyncGenerator<number[]> {
    yield [];
  }
  const empty = { file: "x.csv", head: ["n"], pages: nothing(), row: (n: number) => [n], progress: () => undefined };
  expect(await exportCsv(empty)).toBe(0);
  expect(made).toBe(0);
});
