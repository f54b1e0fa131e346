/** How big what a finger presses is. */
import type { Page } from "playwright-core";
import { expect } from "vitest";

/** CSS pixels: what WCAG 2.2 asks for at its highest level, and the makers of phones as well. */
const SMALLEST = 44;

/** Every target in sight is big enough, but for links in the midst of a sentence; no button's words are cut. */
export async function bigEnough(page: Page, where: string): Promise<void> {
  const cut = await page.evaluate(() =>
    [...document.querySelectorAll(".mantine-Button-label")]
      .filter((label) => label.scrollWidth > label.clientWidth + 1)
      .map((label) => label.textContent),
  );
  expect({ where, cut }).toEqual({ where, cut: [] });
  const small = await page.evaluate((smallest) => {
    const PRESSED =
      "a[href], button, input:not([type=hidden], [type=file]), select, textarea, summary, [role^=menuitem], [role=option]";
    /** What takes the press: a link may be stretched over its row, and a box has its label. */
    const boxes = (each: Element): DOMRect[] => {
      const own = each.getBoundingClientRect();
      const stretched = getComputedStyle(each, "::after");
      if (stretched.content !== "none" && stretched.position === "absolute") {
        let row = each.parentElement;
        while (row !== null && getComputedStyle(row).position === "static") row = row.parentElement;
        return row === null ? [own] : [row.getBoundingClientRect()];
      }
      const isBox = each instanceof HTMLInputElement && ["radio", "checkbox"].includes(each.type);
      const labels = isBox ? [...(each.labels ?? [])] : [];
      return [own, ...labels.flatMap(boxes)];
    };
    const isInSentence = (each: Element) => {
      const around = each.parentElement?.textContent?.trim().length ?? 0;
      const own = each.textContent?.trim().length ?? 0;
      return each.matches("a") && getComputedStyle(each).display === "inline" && around > own;
    };
    const isSeen = (each: Element) => {
      const { width, height, bottom } = each.getBoundingClientRect();
      return (
        width > 1 &&
        height > 1 &&
        bottom > 0 &&
        each.checkVisibility({ visibilityProperty: true, opacityProperty: true })
      );
    };
    return [...document.querySelectorAll(PRESSED)]
      .filter((each) => isSeen(each) && !isInSentence(each))
      .map((each) => {
        const all = boxes(each);
        const side = (low: (box: DOMRect) => number, high: (box: DOMRect) => number) =>
          Math.max(...all.map(high)) - Math.min(...all.map(low));
        const width = side(
          (box) => box.left,
          (box) => box.right,
        );
        const height = side(
          (box) => box.top,
          (box) => box.bottom,
        );
        return { width, height, html: each.outerHTML.replace(/ (style|class)="[^"]*"/g, "").slice(0, 160) };
      })
      .filter(({ width, height }) => Math.min(width, height) < smallest - 0.5)
      .map(({ width, height, html }) => `${Math.round(width)}×${Math.round(height)} ${html}`);
  }, SMALLEST);
  expect({ where, small: [...new Set(small)] }).toEqual({ where, small: [] });
}
