import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
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

/** The classes that a style module has, by its selectors. */
function classesOf(file: string): Set<string> {
  const bare = readFileSync(file, "utf8").replaceAll(/\/\*[\s\S]*?\*\/|:global\([^)]*\)/g, "");
  const selectors = [...bare.matchAll(/([^{};]+)\{/g)].map(([, selector]) => selector ?? "");
  return new Set(
    selectors.flatMap((selector) => [...selector.matchAll(/\.([a-z]\w*)/gi)].map(([, name]) => name ?? "")),
  );
}

test("a style's classes are those that are used", () => {
  const files = readdirSync("src", { recursive: true, encoding: "utf8" }).map((file) => join("src", file));
  const modules = files.filter((file) => file.endsWith(".module.css"));
  const used = new Map(modules.map((file) => [file, new Set<string>()]));
  for (const file of files.filter((each) => each.endsWith(".tsx"))) {
    const text = readFileSync(file, "utf8");
    for (const [, name, path] of text.matchAll(/import (\w+) from "(\.[^"]*\.module\.css)"/g)) {
      const names = used.get(join(dirname(file), path ?? ""));
      for (const [, one] of text.matchAll(new RegExp(`\\b${name}\\.(\\w+)`, "g"))) names?.add(one ?? "");
    }
  }
  const sorted = (names: Iterable<string> = []) => [...names].toSorted();
  expect(modules.map((file) => [file, sorted(classesOf(file))])).toEqual(
    modules.map((file) => [file, sorted(used.get(file))]),
  );
  expect(modules.length).toBeGreaterThan(20);
});
