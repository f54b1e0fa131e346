/** What is asked for every day is two presses away from any screen. Today's file: files.story.ts. */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { ANYWHERE, look, type Stands, suggested } from "./counted";
import { DESKTOP, origin, PHONE, shop, visit, withBrowser } from "./world";

withBrowser();

/** The way to a section that stands on every screen. */
const way = (page: Page, name: string) => page.getByRole("navigation").getByRole("link", { name });

test("has she paid? Two presses and a part of her name, from any screen, wide and on a phone", async () => {
  const { owner, ws, place, pay } = await shop();
  await place("Q-1", 14_510, "김영희");
  await place("Q-2", 9_000, "이영희");
  await place("Q-3", 8_000, "박민수");
  await pay("김영희", 14_510);
  for (const viewport of [DESKTOP, PHONE]) {
    const { page, context, complaints } = await visit(`/w/${ws}/today`, { token: owner.token, viewport });
    const found = page.getByRole("row").filter({ has: page.getByRole("link", { name: /^Q-/ }) });
    for (const section of ANYWHERE) {
      await page.goto(`${origin}/w/${ws}/${section}`);
      // The ways of the other stories stand there as well.
      for (const name of ["오늘", "입금"]) await way(page, name).waitFor();
      await way(page, "주문").click();
      await page.getByRole("link", { name: "Q-3" }).waitFor();
      await page.getByRole("searchbox").first().click();
      await page.keyboard.type("영희");
      await page.getByRole("link", { name: "Q-3" }).waitFor({ state: "detached" });
      await found.filter({ hasText: "김영희" }).getByText("입금 확인됨").waitFor();
      await found.filter({ hasText: "이영희" }).getByText("입금 대기").waitFor();
      expect(await found.count()).toBe(2);
    }
    expect(complaints).toEqual([]);
    await context.close();
  }
});

test("a name that is misspelt: two presses from any screen", async () => {
  const made = await shop();
  const { id } = await made.place("Q-1", 14_510, "홍길동");
  await made.pay("홍길덩", 14_510);
  const { page, press, order, done } = await look(made, "api");
  await press(way(page, "입금"));
  await press(suggested(page, "금액이 같은 주문이 있습니다", "연결"));
  await page.getByText("주문 Q-1에 연결했습니다.").waitFor();
  expect(await order(id)).toEqual({ status: "MATCHED", amount_received: 14_510 });
  await done(2);
});

test("one transfer for two orders of a customer: two presses from any screen", async () => {
  const made = await shop();
  const { owner, ws } = made;
  const customer = { depositor_name: "김철수", customer_phone: "010-0000-0000" };
  const placed = (order_number: string, amount: number) =>
    owner.call<{ id: number }>("POST", `/workspaces/${ws}/orders`, { ...customer, order_number, amount });
  const orders = [await placed("Q-1", 30_000), await placed("Q-2", 12_500)];
  await made.pay("김철수", 42_500);
  const { page, press, order, done } = await look(made, "audit");
  await press(way(page, "입금"));
  await press(suggested(page, "여러 주문을 한 번에", "연결"));
  await page.getByText("주문 Q-1, Q-2에 연결했습니다.").waitFor();
  for (const { id } of orders) expect(await order(id)).toMatchObject({ status: "MATCHED" });
  await done(2);
});

test("what was paid too much is put aside to be sent back: two presses from any screen", async () => {
  const made = await shop();
  const { owner, ws, place, pay } = made;
  const { id } = await place("Q-1", 30_000, "김철수");
  const { deposit_id } = await pay("김철수", 30_500);
  const { page, press, order, done } = await look(made, "settings");
  await press(way(page, "입금"));
  await press(page.getByRole("button", { name: "남는 돈은 돌려주기" }));
  await page.getByText("주문 Q-1에 연결했습니다.").waitFor();
  expect(await order(id)).toMatchObject({ status: "MATCHED" });
  type Rest = Stands & { amount_rest: number; rest_treatment: string };
  const rest = await owner.call<Rest>("GET", `/workspaces/${ws}/deposits/${deposit_id}`);
  expect(rest).toMatchObject({ amount_rest: 500, rest_treatment: "REFUND_DUE" });
  await done(2);
});
