import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

/** How many columns a line takes: 한글 takes two. */
const columns = (line: string) => [...line].reduce((sum, each) => sum + (/[가-힣]/.test(each) ? 2 : 1), 0);

const isComment = (line: string) => /^\s*(\/\/|\/?\*)/.test(line);

test("no comment is over 120 columns: the formatter leaves comments alone", () => {
  const files = ["src", "tests", "scripts"].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((file) => /\.(ts|tsx|css|mjs)$/.test(file) && !file.endsWith("schema.d.ts"))
      .map((file) => `${folder}/${file}`),
  );
  const long = files.flatMap((file) => {
    const lines = readFileSync(file, "utf8").split("\n");
    return lines.filter((line) => isComment(line) && columns(line) > 120).map((line) => `${file}: ${line}`);
  });
  expect(files.length).toBeGreaterThan(200);
  expect(long).toEqual([]);
});
