/** Told while the page is open: by sound and in the tab's title, of what a person chose. */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { styled } from "./styled";
import { bigEnough } from "./targets";
import { connect, kb, shoot, shop, sound, visit, withBrowser } from "./world";

withBrowser();

/** Counts the notes that the page plays, and lets it be looked away from. */
async function listen(page: Page): Promise<{ notes: () => Promise<number>; look: (at: boolean) => Promise<void> }> {
  await page.evaluate(() => {
    const start = OscillatorNode.prototype.start;
    Reflect.set(window, "notes", 0);
    OscillatorNode.prototype.start = function play(when?: number) {
      Reflect.set(window, "notes", Reflect.get(window, "notes") + 1);
      start.call(this, when);
    };
  });
  return {
    notes: () => page.evaluate(() => Reflect.get(window, "notes")),
    look: (at) =>
      page.evaluate((seen) => {
        document.hasFocus = () => seen;
        if (seen) window.dispatchEvent(new Event("focus"));
      }, at),
  };
}

/** Two presses from any screen. */
async function openDialog(page: Page) {
  await page.getByRole("button", { name: "김하나" }).click();
  await page.getByRole("menuitem", { name: "알림 받기" }).click();
  return page.getByRole("dialog", { name: "알림 받기" });
}

test("deposits to check, reversals and paid orders are heard and counted as chosen, and silent hours are kept", async () => {
  const made = await shop();
  const { owner, ws, account, place } = made;
  const phone = await connect(made);
  let left = 900_000;
  const pay = (name: string, amount: number) => {
    left += amount;
    return phone.forward(kb(account, "입금", amount, name, left));
  };
  await pay("이영희", 7_000);
  const { page, context, complaints } = await visit(`/w/${ws}/today`, { token: owner.token });
  const { notes, look } = await listen(page);
  const dialog = await openDialog(page);
  await dialog.getByRole("checkbox", { name: "새로 확인할 입금" }).check();
  await page.getByRole("checkbox", { name: "은행이 취소한 입금" }).check();
  await sound(page);
  await page.getByRole("button", { name: "소리 들어 보기" }).click();
  await expect.poll(notes).toBe(2);
  await page.getByRole("switch", { name: "소리를 끄는 시간" }).check();
  await page.getByLabel("시작").fill("00:00");
  await page.getByLabel("끝").fill("00:00");
  await styled(page);
  await bigEnough(page, "alerts");
  await shoot(page, "alerts", false);
  await dialog.getByRole("button", { name: "완료" }).click();

  await look(false);
  // What nobody chose makes no sound.
  await place("AL-1", 5_000, "홍길동");
  await pay("홍길동", 5_000);
  await pay("김철수", 1);
  await expect.poll(() => page.title(), { timeout: 30_000 }).toBe("(1) 오늘 · LunePay");
  await expect.poll(notes).toBe(4);
  await new Promise((wake) => setTimeout(wake, 3_000));
  await phone.forward(kb(account, "입금취소", 7_000, "이영희", left - 7_000));
  await expect.poll(() => page.title(), { timeout: 30_000 }).toBe("(2) 오늘 · LunePay");
  await expect.poll(notes).toBe(6);
  await look(true);
  expect(await page.title()).toBe("오늘 · LunePay");

  await page.reload();
  await openDialog(page);
  expect(await page.getByRole("checkbox", { name: "새로 확인할 입금" }).isChecked()).toBe(true);
  expect(await page.getByRole("checkbox", { name: "입금이 확인된 주문" }).isChecked()).toBe(false);
  const again = await listen(page);
  await page.getByLabel("끝").fill("23:59");
  await page.getByRole("checkbox", { name: "입금이 확인된 주문" }).check();
  await again.look(false);
  // The last look before it.
  await page.waitForResponse((response) => response.url().includes("state=HELD"));
  await place("AL-2", 6_000, "박민수");
  await pay("박민수", 6_000);
  await expect.poll(() => page.title(), { timeout: 30_000 }).toBe("(1) 오늘 · LunePay");
  expect(await again.notes()).toBe(0);
  expect(complaints).toEqual([]);
  await context.close();
});

test("a phone that falls silent is told", async () => {
  const made = await shop();
  const { owner, ws } = made;
  await connect(made);
  let status = "ONLINE";
  const { page, context } = await visit("/login", { token: owner.token });
  await page.route("**/phone-numbers?**", async (route) => {
    const response = await route.fetch();
    const phones: object[] = await response.json();
    await route.fulfill({ response, json: phones.map((phone) => ({ ...phone, status })) });
  });
  await page.goto(new URL(`/w/${ws}/today`, page.url()).href);
  const { notes, look } = await listen(page);
  await openDialog(page);
  const heard = page.waitForResponse((response) => response.url().includes("/phone-numbers?"));
  await page.getByRole("checkbox", { name: "신호가 끊긴 휴대폰" }).check();
  await heard;
  await look(false);
  status = "SILENT";
  await expect.poll(() => page.title(), { timeout: 90_000 }).toBe("(1) 오늘 · LunePay");
  await expect.poll(notes).toBe(2);
  await context.close();
});
