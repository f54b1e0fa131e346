/** Every screen, in both themes and both sizes: axe finds nothing, a finger hits all, nothing scrolls sideways. */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { busyShop } from "./busy";
import { styled } from "./styled";
import { bigEnough } from "./targets";
import { DESKTOP, origin, PHONE, pay, shoot, shop, sound, visit, withBrowser } from "./world";

withBrowser();

const SCREENS = [
  ["today", "today", "→ A-2026-1004"],
  ["orders", "orders", "A-2026-1007"],
  ["order", "orders/1", "금액과 이름이 같아 자동 연결"],
  ["deposits", "deposits", "한*희"],
  ["deposit", "deposits/5", "어느 주문의 입금인가요?"],
  ["held", "deposits/8", "보낸 번호가 없습니다"],
  ["inbox", "inbox?status=IGNORED", "출금 35,000원"],
  ["accounts", "accounts", "예금주 달빛 꽃집"],
  ["phones", "phones", "계산대 휴대폰"],
  ["webhooks", "webhooks", "http://127.0.0.1:9/hooks"],
  ["tokens", "tokens", "쇼핑몰 서버"],
  ["api", "api", "/workspaces/{id}/orders"],
  ["members", "members", "사장님"],
  ["audit", "audit", "웹훅 추가"],
  ["settings", "settings", "입금 대기 기간"],
] as const;

const DEVELOPERS: ReadonlySet<string> = new Set(["webhooks", "tokens", "api"]);
const DEVELOPERS_WORDS = /매칭|워크스페이스|엔드포인트|→ [A-Z]{4}|MEMBER|VIEWER/;

/** Before anybody is in: where, and words by which it is known. */
const ENTRIES = [
  ["login", "/login", "비밀번호를 잊으셨나요?"],
  ["signup", "/signup", "이미 계정이 있으신가요?"],
  ["forgot", "/forgot-password", "링크 받기"],
  ["reset", "/reset-password#token=x", "새 비밀번호"],
] as const;

/** As it stands, in both themes, for a finger, and kept for people to look at. */
async function looked(page: Page, name: string, size: string, fullPage: boolean): Promise<void> {
  await sound(page);
  await styled(page);
  await bigEnough(page, `${name} ${size}`);
  for (const colorScheme of ["dark", "light"] as const) {
    await page.emulateMedia({ colorScheme });
    await shoot(page, `${name}-${size}-${colorScheme}`, fullPage);
  }
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  expect(`${name} ${size}: ${sideways}`).toBe(`${name} ${size}: false`);
}

const SIZES = [
  ["wide", DESKTOP],
  ["phone", PHONE],
] as const;

test("every screen is sound in both themes, wide and on a phone", { timeout: 600_000 }, async () => {
  const { owner, ws } = await busyShop();
  for (const [size, viewport] of SIZES) {
    const { page, context, complaints } = await visit(`/w/${ws}/today`, { token: owner.token, viewport });
    for (const [name, path, sign] of SCREENS) {
      await page.goto(`${origin}/w/${ws}/${path}`);
      await page.getByText(sign).first().waitFor();
      // biome-ignore lint/performance/useDomNodeTextContent: only what is seen
      const seen = DEVELOPERS.has(name) ? "" : await page.locator("body").innerText();
      expect([name, ...(seen.match(DEVELOPERS_WORDS) ?? [])]).toEqual([name]);
      await looked(page, name, size, !path.includes("/"));
    }
    for (const [name, path, sign] of [
      ["welcome", "/welcome", "시작하기"],
      ["invitation", "/invitation", "참여하기"],
      ["nowhere", `/w/${ws}/nowhere`, "찾는 화면이 없습니다"],
    ] as const) {
      await page.goto(`${origin}${path}`);
      await page.getByText(sign).first().waitFor();
      await looked(page, name, size, true);
    }
    expect(complaints).toEqual([]);
    await context.close();
  }
});

test("the ways in are sound in both themes, wide and on a phone", { timeout: 300_000 }, async () => {
  for (const [size, viewport] of SIZES) {
    const { page, context, complaints } = await visit("/login", { viewport });
    for (const [name, path, sign] of ENTRIES) {
      await page.goto(`${origin}${path}`);
      await page.getByText(sign).first().waitFor();
      await looked(page, name, size, true);
    }
    expect(complaints).toEqual([]);
    await context.close();
  }
});

test("what came into each of two accounts is summed apart", async () => {
  const { owner, ws, pay: payFirst } = await shop();
  const second = `${String(Date.now()).slice(-6)}-04-${String(process.pid).padStart(6, "0").slice(-6)}`;
  const account = { bank_code: "004", bank_name: "국민은행", account_number: second, account_holder: "달빛상점" };
  await owner.call("POST", `/workspaces/${ws}/bank-accounts`, account);
  await payFirst("홍길동", 14_510);
  await pay(second, "김철수", 9_000);
  for (const [size, viewport] of SIZES) {
    const { page, context, complaints } = await visit(`/w/${ws}/today`, { token: owner.token, viewport });
    const table = page.getByRole("table").filter({ hasText: second });
    await table.getByText("9,000원").first().waitFor();
    // An amount stands in one line, however narrow the page is.
    const lines = await table.locator("td").evaluateAll((cells) =>
      cells.map(({ firstChild }) => {
        const amount = document.createRange();
        if (firstChild !== null) amount.selectNode(firstChild);
        return amount.getClientRects().length;
      }),
    );
    expect(lines).toEqual([1, 1, 1, 1]);
    await looked(page, "accounts-apart", size, true);
    expect(complaints).toEqual([]);
    await context.close();
  }
});

test("English fits as well", { timeout: 120_000 }, async () => {
  const { owner, ws } = await busyShop();
  const { page, context } = await visit(`/w/${ws}/today`, { token: owner.token, language: "en", viewport: PHONE });
  for (const [name, path] of SCREENS) {
    await page.goto(`${origin}/w/${ws}/${path}`);
    await page.getByRole("heading").first().waitFor();
    await page.waitForLoadState("networkidle");
    await sound(page);
    await shoot(page, `${name}-phone-english`);
    expect(await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)).toBe(false);
  }
  await context.close();
});
