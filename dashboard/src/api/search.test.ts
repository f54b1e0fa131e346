import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { SEARCH_MAX } from "./pages";
import { reachOf } from "./search";

interface Operation {
  parameters: { name: string; schema: { maxLength?: number } }[];
}

test("the three lists take as many characters as the field does", () => {
  const document = resolve(import.meta.dirname, "../../../docs/openapi.json");
  const paths: Record<string, { get: Operation }> = JSON.parse(readFileSync(document, "utf8")).paths;
  const most = ["orders", "deposits", "messages"].map(
    (list) => paths[`/workspaces/{id}/${list}`]?.get.parameters.find(({ name }) => name === "q")?.schema.maxLength,
  );
  expect(most).toEqual([SEARCH_MAX, SEARCH_MAX, SEARCH_MAX]);
});

test("it is said how far a list was looked through, and never farther than it was", () => {
  const part = (next: string | null, isFull = false) => ({ next, isFull });
  expect(reachOf([part(null)])).toBe("all");
  expect(reachOf([part("a"), part(null, true)])).toBe("all");
  expect(reachOf([part("a")])).toBe(1_000);
  expect(reachOf([part("a"), part("b")])).toBe(2_000);
  // A full part may have been filled by the first rows that were looked at.
  expect(reachOf([part("a", true)])).toBe(0);
  expect(reachOf([part("a", true), part("b")])).toBe(1_000);
});
