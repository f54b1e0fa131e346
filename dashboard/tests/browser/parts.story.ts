/** An order that is paid in two instalments. */
import { expect, test } from "vitest";
import { DESKTOP, origin, PHONE, shoot, shop, sound, visit, withBrowser } from "./world";

withBrowser();

test("the first instalment keeps its order open, and the second completes it by itself", async () => {
  const { owner, ws, place, pay } = await shop();
  const { id } = await place("C-1", 100_000, "김철수");
  await pay("이영희", 60_000);
  const { page, context, complaints } = await visit(`/w/${ws}/deposits`, { token: owner.token });
  await page.getByRole("button", { name: "다른 주문과 연결하기" }).click();
  await page.getByLabel("주문 찾기").fill("C-1");
  await page.getByRole("button", { name: "주문 C-1 연결" }).click();
  const dialog = page.getByRole("dialog", { name: "서로 다른 점이 있습니다" });
  await dialog.getByText("나머지 40,000원이").waitFor();
  await sound(page);
  await shoot(page, "match-in-parts", false);
  await dialog.getByRole("button", { name: "나머지를 더 받기" }).click();
  await page.getByText("40,000원 더 받으면 완료됩니다").waitFor();

  const story = `${origin}/w/${ws}/orders/${id}`;
  await page.goto(story);
  await page.getByText("100,000원 중 60,000원 받음").waitFor();
  await page.getByText("40,000원 더 받을 돈").first().waitFor();
  await page.getByText("일부 입금").first().waitFor();
  await sound(page);
  await shoot(page, "order-in-parts");
  await page.goto(`${origin}/w/${ws}/orders`);
  await page.getByRole("progressbar", { name: "100,000원 중 60,000원 받음" }).waitFor();
  await page.getByText("총 1건 · 주문 금액 100,000원, 받은 금액 60,000원").waitFor();
  await sound(page);
  await shoot(page, "orders-in-parts");
  await page.goto(story);
  await page.getByRole("button", { name: "주문 취소" }).click();
  await page.getByText("받은 60,000원은 확인할 입금으로 돌아갑니다").waitFor();
  await page.keyboard.press("Escape");

  await pay("김철수", 40_000);
  await page.goto(story);
  await page.getByText("100,000원 중 100,000원 받음").waitFor();
  const order = await owner.call<{ status: string; payments: unknown[] }>("GET", `/workspaces/${ws}/orders/${id}`);
  expect([order.status, order.payments.length]).toEqual(["MATCHED", 2]);
  expect(complaints).toEqual([]);
  await context.close();
});

test("what a partly paid order received is accepted as all of it, or is to be sent back when it is cancelled", async () => {
  const { owner, ws, place, pay } = await shop();
  const half = async (number: string) => {
    const { id } = await place(number, 100_000, "김철수");
    const { deposit_id: deposit } = await pay("이영희", 60_000);
    const match = { deposit_ids: [deposit], order_ids: [id], difference: "KEEP_OPEN" };
    await owner.call("POST", `/workspaces/${ws}/matches`, match);
    return id;
  };
  const [accepted, cancelled] = [await half("C-1"), await half("C-2")];
  const { page, context, complaints } = await visit(`/w/${ws}/orders/${accepted}`, { token: owner.token });
  await page.getByRole("button", { name: "받은 금액으로 끝내기" }).click();
  await page.getByText("60,000원을 받았고 40,000원은 더 받지 않습니다").waitFor();
  await sound(page);
  await shoot(page, "accept-short", false);
  await page.getByRole("button", { name: "끝내기", exact: true }).click();
  await page.getByText("주문 C-1을 받은 금액으로 끝냈습니다.").waitFor();
  const order = await owner.call<{ status: string; difference: number }>("GET", `/workspaces/${ws}/orders/${accepted}`);
  expect([order.status, order.difference]).toEqual(["MATCHED", -40_000]);

  await page.goto(`${origin}/w/${ws}/orders/${cancelled}`);
  await page.getByRole("button", { name: "주문 취소" }).click();
  await page.getByRole("button", { name: "돌려줄 돈으로 두고 취소" }).click();
  await page.getByText("주문 C-2를 취소했습니다.").waitFor();
  await page.goto(`${origin}/w/${ws}/deposits?view=refunds`);
  await page.getByText("총 1건 · 돌려줄 돈 60,000원").waitFor();
  await sound(page);
  await shoot(page, "refund-of-cancelled", false);
  expect(complaints).toEqual([]);
  await context.close();
});

test("lists tell the rest of a deposit beside its amount, and what all of it comes to", async () => {
  const { owner, ws, place, pay } = await shop();
  const { id } = await place("R-1", 30_000, "김철수");
  await place("R-2", 8_000, "이영희");
  const { deposit_id: deposit } = await pay("김철수", 30_500);
  await pay("이영희", 8_000);
  const match = { deposit_ids: [deposit], order_ids: [id], difference: "REFUND_DUE" };
  await owner.call("POST", `/workspaces/${ws}/matches`, match);
  for (const [viewport, colorScheme] of [
    [DESKTOP, "light"],
    [PHONE, "dark"],
  ] as const) {
    const looks = { token: owner.token, viewport, colorScheme };
    const { page, context, complaints } = await visit(`/w/${ws}/deposits?view=matched`, looks);
    const list = page.getByRole("list", { name: "입금" });
    await list.getByText("500원 남음 · 돌려줄 돈").waitFor();
    await page.getByText("총 2건 · 합계 38,500원, 그중 남은 돈 500원").waitFor();
    await sound(page);
    await shoot(page, `rest-${colorScheme}`);
    await page.goto(`${origin}/w/${ws}/orders`);
    // What is to be sent back was not received.
    await page.getByText("총 2건 · 주문 금액 38,000원, 받은 금액 38,000원").waitFor();
    await sound(page);
    expect(complaints).toEqual([]);
    await context.close();
  }
});
