/** One search over orders, deposits and messages, from any screen. */
import type { Locator, Page } from "playwright-core";
import { expect, test } from "vitest";
import { ANYWHERE } from "./counted";
import { styled } from "./styled";
import { bigEnough } from "./targets";
import { connect, DESKTOP, kb, origin, PHONE, type Shop, shoot, shop, sound, visit, withBrowser } from "./world";

withBrowser();

const dialogOf = (page: Page) => page.getByRole("dialog", { name: "검색" });
const fieldOf = (page: Page) => dialogOf(page).getByRole("combobox");
/** A row of what was found. */
const rowOf = (page: Page, words: string | RegExp) => dialogOf(page).getByRole("row").filter({ hasText: words });

const buttonOf = (page: Page) => page.getByRole("button", { name: "검색", exact: true });

/** Keys reach what is open once it has the focus, which comes a moment after it is seen. */
async function hasFocus(open: Locator): Promise<void> {
  await expect.poll(() => open.evaluate((element) => element.contains(document.activeElement))).toBe(true);
}

/** As soon as the shop is there. */
async function openByKeys(page: Page): Promise<void> {
  await buttonOf(page).waitFor();
  await page.keyboard.press("Control+KeyK");
  await hasFocus(fieldOf(page));
}

/** Types words, and waits for what they find. */
async function search(page: Page, words: string): Promise<void> {
  await fieldOf(page).fill(words);
  await dialogOf(page)
    .getByRole("status")
    .filter({ hasText: `‘${words}’` })
    .waitFor({ state: "attached" });
}

/** Two customers of one given name, of whom one has paid, and a message that is no deposit. */
async function twoCustomers(): Promise<Shop> {
  const made = await shop();
  const { owner, ws, account, place } = made;
  const hers = { depositor_name: "김영희", customer_phone: "010-0000-4821", memo: "현관 앞에 놓아 주세요" };
  await owner.call("POST", `/workspaces/${ws}/orders`, { ...hers, order_number: "Q-1", amount: 14_510 });
  await place("Q-2", 9_000, "이영희");
  await place("Q-3", 8_000, "박민수");
  const { forward } = await connect(made);
  await forward(kb(account, "입금", 14_510, "김영희", 500_000));
  await forward(kb(account, "출금", 35_000, "최지우", 465_000));
  return made;
}

const PAID = /^김영희 · (.+ )?\d\d:\d\d · 14,510원 → Q-1/;

test("has she paid? One press and a part of her name, from any screen, wide and on a phone", async () => {
  const { owner, ws } = await twoCustomers();
  for (const viewport of [DESKTOP, PHONE]) {
    const { page, context, complaints } = await visit(`/w/${ws}/today`, { token: owner.token, viewport });
    for (const section of ANYWHERE) {
      await page.goto(`${origin}/w/${ws}/${section}`);
      if (viewport === PHONE) await buttonOf(page).click();
      else await openByKeys(page);
      await fieldOf(page).waitFor();
      await page.keyboard.type("영희");
      const orders = dialogOf(page).getByRole("grid", { name: "주문" });
      await orders.getByRole("row").filter({ hasText: PAID }).getByText("입금 확인됨").waitFor();
      await rowOf(page, "→ Q-2").getByText("입금 대기").waitFor();
      expect(await orders.getByRole("row").count()).toBe(2);
      await dialogOf(page).getByRole("grid", { name: "입금" }).getByText(PAID).waitFor();
    }
    expect(complaints).toEqual([]);
    await context.close();
  }
});

test("it is sound in both themes and sizes", async () => {
  const { owner, ws } = await twoCustomers();
  for (const [size, viewport] of [
    ["wide", DESKTOP],
    ["phone", PHONE],
  ] as const) {
    const { page, context, complaints } = await visit(`/w/${ws}/today`, { token: owner.token, viewport });
    await buttonOf(page).click();
    await fieldOf(page).waitFor();
    for (const [name, words] of [
      ["hint", ""],
      ["found", "영희"],
      ["message", "지우"],
      ["none", "없는사람"],
    ] as const) {
      if (words !== "") await search(page, words);
      await sound(page);
      await styled(page);
      await bigEnough(page, `search ${name} ${size}`);
      for (const colorScheme of ["dark", "light"] as const) {
        await page.emulateMedia({ colorScheme });
        await shoot(page, `search-${name}-${size}-${colorScheme}`, false);
      }
      expect(await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)).toBe(false);
    }
    expect(complaints).toEqual([]);
    await context.close();
  }
});

test("amount, end of the phone, memo and a part of the number find an order, and keys open it", async () => {
  const { owner, ws } = await twoCustomers();
  const { page, context, complaints } = await visit(`/w/${ws}/audit`, { token: owner.token });
  await buttonOf(page).click();
  for (const words of ["14,510원", "4821", "현관", "q-1", "김영희 14510", "010-0000-4821"]) {
    await search(page, words);
    await rowOf(page, "→ Q-1").first().waitFor();
    expect(await rowOf(page, "Q-2").count()).toBe(0);
  }
  await search(page, "영희");
  await rowOf(page, "→ Q-2").waitFor();
  const chosen = dialogOf(page).locator("tr[aria-selected=true]");
  const first = await chosen.textContent();
  await page.keyboard.press("ArrowDown");
  expect(await chosen.textContent()).not.toBe(first);
  expect(await fieldOf(page).getAttribute("aria-activedescendant")).toBe(await chosen.getAttribute("id"));
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await page.waitForURL(`**/w/${ws}/deposits/*?view=matched`);
  await dialogOf(page).waitFor({ state: "detached" });
  await page.getByRole("heading", { name: "연결된 주문" }).waitFor();

  // Enter at once: not for what was found before.
  await openByKeys(page);
  await search(page, "박민수");
  await rowOf(page, "Q-3").waitFor();
  await fieldOf(page).fill("이영희");
  await page.keyboard.press("Enter");
  await rowOf(page, "→ Q-2").waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("dialog", { name: "Q-2" }).waitFor();
  await page.waitForURL(`**/w/${ws}/orders/*`);

  // Over a panel, and away again by the same keys.
  await dialogOf(page).waitFor({ state: "detached" });
  await page.keyboard.press("Meta+KeyK");
  await hasFocus(fieldOf(page));
  await page.keyboard.press("Control+KeyK");
  await dialogOf(page).waitFor({ state: "detached" });
  await page.getByRole("dialog", { name: "Q-2" }).waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});

test("one press of Escape closes one thing: what lies over a panel, and then the panel", async () => {
  const { owner, ws } = await twoCustomers();
  const [order] = await owner.call<{ id: number }[]>("GET", `/workspaces/${ws}/orders?order_number=Q-2`);
  const { page, context } = await visit(`/w/${ws}/orders/${order?.id}`, { token: owner.token });
  const panel = page.getByRole("dialog", { name: "Q-2", exact: true });
  await panel.waitFor();
  const pressEscape = async (closed: Locator) => {
    await hasFocus(closed);
    await page.keyboard.press("Escape");
    await closed.waitFor({ state: "detached" });
    await panel.waitFor();
    await page.waitForURL(`**/orders/${order?.id}`);
  };

  await openByKeys(page);
  await pressEscape(dialogOf(page));
  await openByKeys(page);
  await search(page, "영희");
  await rowOf(page, PAID).first().getByRole("button", { name: "고객에게 보낼 문장 복사" }).focus();
  await pressEscape(dialogOf(page));
  await panel.getByRole("button", { name: "주문 취소" }).click();
  await pressEscape(page.getByRole("dialog", { name: /취소/ }));
  await hasFocus(panel);
  await page.keyboard.press("Escape");
  await panel.waitFor({ state: "detached" });
  await context.close();
});

test("a row is copied as a sentence for its customer, by one press", async () => {
  const { owner, ws } = await twoCustomers();
  const { page, context } = await visit(`/w/${ws}/orders`, { token: owner.token });
  await openByKeys(page);
  await search(page, "영희");
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  await rowOf(page, PAID).first().getByRole("button", { name: "고객에게 보낼 문장 복사" }).click();
  await expect.poll(copied).toMatch(/^김영희 님, \d+월 \d+일 \d\d:\d\d에 14,510원 입금을 확인했습니다\. \(주문 Q-1\)$/);
  await rowOf(page, "→ Q-2").getByRole("button", { name: "고객에게 보낼 문장 복사" }).click();
  await expect.poll(copied).toBe("이영희 님, 주문 Q-2의 9,000원은 아직 입금이 확인되지 않았습니다.");
  // A bank's message tells the shop's balance.
  await search(page, "최지우");
  await rowOf(page, "출금 35,000원").waitFor();
  expect(await dialogOf(page).getByRole("button", { name: "복사" }).count()).toBe(0);
  await context.close();
});

test("nothing is found, here or anywhere; and a list that cannot be read is no empty one", async () => {
  const { owner, ws, pay } = await shop();
  await pay("정해인", 7_000);
  const { page, context } = await visit(`/w/${ws}/settings`, { token: owner.token });
  await openByKeys(page);
  await search(page, "정해인");
  await dialogOf(page).getByText("맞는 주문이 없습니다. 입금 1건 있습니다.").waitFor();
  await dialogOf(page).getByText("모두 찾아봄").first().waitFor();
  await search(page, "한소희");
  await dialogOf(page).getByText("‘한소희’에 맞는 주문, 입금, 문자가 없습니다.").waitFor();

  await page.route("**/orders?*", (route) => route.fulfill({ status: 500, json: { code: "internal" } }));
  await search(page, "해인");
  await dialogOf(page).getByRole("alert").waitFor();
  await rowOf(page, "정해인").waitFor();
  expect(await dialogOf(page).getByText("맞는 주문이 없습니다").count()).toBe(0);
  await page.unroute("**/orders?*");
  await dialogOf(page).getByRole("button", { name: "다시 시도" }).click();
  await dialogOf(page).getByText("맞는 주문이 없습니다. 입금 1건 있습니다.").waitFor();
  await context.close();
});

test("a list in which a name is not found leads to all the others", async () => {
  const { owner, ws } = await twoCustomers();
  const { page, context } = await visit(`/w/${ws}/deposits?name=영희`, { token: owner.token });
  await page.getByText("조건에 맞는 입금이 없습니다").waitFor();
  await page.getByRole("button", { name: "주문·입금·문자에서 모두 찾기" }).click();
  await rowOf(page, PAID).first().waitFor();
  expect(await fieldOf(page).inputValue()).toBe("영희");
  await context.close();
});

test("it says how far it looked, looks further when asked, and finds a whole number at any age", async () => {
  const { owner, ws, place } = await shop();
  await place("OLD-77", 5_000, "윤지아");
  const numbers = Array.from({ length: 1_000 }, (_, nth) => `N-${nth}`);
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      for (let number = numbers.pop(); number !== undefined; number = numbers.pop()) {
        await place(number, 1_000, "홍길동");
      }
    }),
  );
  const { page, context } = await visit(`/w/${ws}/today`, { token: owner.token });
  await openByKeys(page);
  await search(page, "지아");
  await dialogOf(page).getByText("최근 1,000건에서 찾았습니다").waitFor();
  await dialogOf(page).getByText("‘지아’에 맞는 것을 아직 찾지 못했습니다.").waitFor();
  await sound(page);
  await dialogOf(page).getByRole("button", { name: "오래된 주문 더 찾아보기" }).click();
  await rowOf(page, "OLD-77").waitFor();
  await dialogOf(page).getByText("최근 1,000건에서 찾았습니다").waitFor({ state: "detached" });
  await search(page, "OLD-77");
  await rowOf(page, "OLD-77").waitFor();
  await dialogOf(page).getByText("최근 1,000건에서 찾았습니다").waitFor();
  expect(await rowOf(page, "OLD-77").count()).toBe(1);
  await search(page, "길동");
  await dialogOf(page).getByRole("button", { name: "주문 더 보기" }).click();
  await expect.poll(() => rowOf(page, "홍길동").count()).toBe(16);
  await context.close();
});
