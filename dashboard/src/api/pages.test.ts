import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { distinct, PAGE_MAX } from "./pages";

interface Operation {
  parameters?: { name: string; schema: { maximum?: number } }[];
}

test("every list answers at most as many rows as are asked for", () => {
  const document = resolve(import.meta.dirname, "../../../docs/openapi.json");
  const paths: Record<string, { get?: Operation }> = JSON.parse(readFileSync(document, "utf8")).paths;
  const limits = Object.values(paths)
    .flatMap(({ get }) => get?.parameters ?? [])
    .filter(({ name }) => name === "limit")
    .map(({ schema }) => schema.maximum);
  expect(limits.length).toBeGreaterThan(5);
  expect(new Set(limits)).toEqual(new Set([PAGE_MAX]));
});

test("each row stands once, where it came first", () => {
  const rows = [{ id: 2 }, { id: 9 }, { id: 2, again: true }, { id: 1 }];
  expect(distinct(rows)).toEqual([{ id: 2 }, { id: 9 }, { id: 1 }]);
});
