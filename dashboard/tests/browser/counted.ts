/** Presses of a person, counted. */
import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";
import { type Shop, visit } from "./world";

const PRESSES_MAX = 2;

/** Every screen of a shop. */
export const ANYWHERE = [
  "today",
  "orders",
  "deposits",
  "inbox",
  "accounts",
  "phones",
  "members",
  "audit",
  "settings",
  "webhooks",
  "tokens",
  "api",
] as const;

export interface Stands {
  status: string;
  state: string;
  amount_received: number;
  hold_reasons: string[];
}

interface Case {
  page: Page;
  /** A press of the person's; all of them are counted. */
  press: (button: Locator) => Promise<void>;
  /** What became of an order. */
  order: (id: number) => Promise<Pick<Stands, "status" | "amount_received">>;
  /** No more than two presses were needed, and the page complained of nothing. */
  done: (presses: number) => Promise<void>;
}

/** A person looks at a section of the shop. */
export async function look({ owner, ws }: Shop, section = "deposits"): Promise<Case> {
  const { page, context, complaints } = await visit(`/w/${ws}/${section}`, { token: owner.token });
  let made = 0;
  return {
    page,
    async press(button) {
      made += 1;
      await button.click();
    },
    async order(id) {
      const { status, amount_received } = await owner.call<Stands>("GET", `/workspaces/${ws}/orders/${id}`);
      return { status, amount_received };
    },
    async done(presses) {
      expect(made).toBe(presses);
      expect(presses).toBeLessThanOrEqual(PRESSES_MAX);
      expect(complaints).toEqual([]);
      await context.close();
    },
  };
}

/** A button of the suggestion of which these words are said. */
export const suggested = (page: Page, words: string, button: string) =>
  page.getByRole("listitem").filter({ hasText: words }).getByRole("button", { name: button });

/** How often was pressed in this page since then; Enter in a form is a click of its button. */
export async function counted(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    Reflect.set(window, "presses", 0);
    window.addEventListener("click", () => Reflect.set(window, "presses", Reflect.get(window, "presses") + 1), true);
  });
  return () => page.evaluate(() => Reflect.get(window, "presses"));
}
