/** That no element lacks the library's styles: the page loads those of the components that it uses, by name. */
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Page } from "playwright-core";
import { expect } from "vitest";

const LIBRARY = resolve(import.meta.dirname, "../../node_modules/@mantine");
const CLASS = /\.(m_[0-9a-f]+)/g;

const known = new Set(
  ["core", "notifications"]
    .map((part) => readFileSync(join(LIBRARY, part, "styles.css"), "utf8"))
    .flatMap((styles) => [...styles.matchAll(CLASS)].map(([, name]) => name ?? "")),
);

export async function styled(page: Page): Promise<void> {
  const { worn, loaded } = await page.evaluate(() => ({
    worn: [...document.querySelectorAll("[class*=m_]")].flatMap((each) => [...each.classList]),
    loaded: [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules].map((rule) => rule.cssText)).join("\n"),
  }));
  const has = new Set([...loaded.matchAll(CLASS)].map(([, name]) => name));
  expect([...new Set(worn)].filter((name) => known.has(name) && !has.has(name))).toEqual([]);
}
