/** What does not fit by itself, put right by one press each. */
import { expect, test } from "vitest";
import { shoot, shop, sound, visit, withBrowser } from "./world";

withBrowser();

interface Stands {
  status: string;
  amount_received: number;
}

test("suggestions are accepted by one key, one after the other, and taken back by one press", async () => {
  const { owner, ws, place, pay } = await shop();
  const { id: misspelt } = await place("P-1", 14_510, "홍길동");
  const first = await place("P-2", 30_000, "김철수");
  const second = await place("P-3", 12_500, "김철수");
  const { id: short } = await place("P-4", 50_000, "이영희");
  await pay("홍길덩", 14_510);
  await pay("김철수", 42_500);
  await pay("이영희", 49_500);
  const order = (id: number) => owner.call<Stands>("GET", `/workspaces/${ws}/orders/${id}`);
  const { page, context, complaints } = await visit(`/w/${ws}/deposits`, { token: owner.token });

  await page.getByText("주문 금액보다 조금 모자랍니다").waitFor();
  await page.getByText("500원 모자람").waitFor();
  await sound(page);
  await shoot(page, "suggestion-short", false);
  await page.locator('[data-chosen="true"] a').focus();
  await page.keyboard.press("a");
  await page.getByText("여러 주문을 한 번에 보낸 것 같습니다").waitFor();
  expect(await order(short)).toMatchObject({ status: "MATCHED", amount_received: 49_500 });

  await page.keyboard.press("a");
  const sure = page.getByRole("dialog", { name: "확인하고 처리할까요?" });
  await sure.getByText("이름만 같은 주문").waitFor();
  await sound(page);
  await shoot(page, "suggestion-sure", false);
  await sure.getByRole("button", { name: "연결" }).click();
  await page.getByText("금액이 같은 주문이 있습니다").waitFor();
  expect(await order(first.id)).toMatchObject({ status: "MATCHED" });
  expect(await order(second.id)).toMatchObject({ status: "MATCHED" });

  await page.locator('[data-chosen="true"] a').focus();
  await page.keyboard.press("a");
  await page.getByText("주문 P-1에 연결했습니다.").waitFor();
  expect(await order(misspelt)).toMatchObject({ status: "MATCHED" });
  await page.getByText("주문 P-1에 연결했습니다.").locator("..").getByRole("button", { name: "되돌리기" }).click();
  await page.getByText("되돌렸습니다. 이미 보낸 알림은 남습니다.").waitFor();
  expect(await order(misspelt)).toMatchObject({ status: "PENDING" });
  expect(complaints).toEqual([]);
  await context.close();
});

test("a suggestion that is wrong goes away by one press, and its order stands among the others", async () => {
  const { owner, ws, place, pay } = await shop();
  await place("P-1", 14_510, "홍길동");
  await pay("홍길덩", 14_510);
  const { page, context, complaints } = await visit(`/w/${ws}/deposits`, { token: owner.token });
  await page.getByText("금액이 같은 주문이 있습니다").waitFor();
  await page.waitForLoadState("networkidle");
  expect(await page.getByRole("button", { name: "주문 P-1 연결" }).count()).toBe(0);
  await page.locator('[data-chosen="true"] a').focus();
  await page.keyboard.press("x");
  await page.getByText("90일 동안 다시 제안하지 않습니다.").waitFor();
  await page.getByRole("button", { name: "주문 P-1 연결" }).waitFor();
  await page.getByText("금액이 같은 주문이 있습니다").waitFor({ state: "detached" });
  expect(complaints).toEqual([]);
  await context.close();
});

test("two payments for one order are accepted together, and both are taken back by one press", async () => {
  const { owner, ws, place, pay } = await shop();
  const { id } = await place("P-1", 90_000, "홍길동");
  await pay("홍길동", 60_000);
  await pay("홍길동", 30_000);
  const status = async () => (await owner.call<Stands>("GET", `/workspaces/${ws}/orders/${id}`)).status;
  const { page, context, complaints } = await visit(`/w/${ws}/deposits`, { token: owner.token });
  await page.getByText("한 주문을 여러 번에 나누어 보낸 것 같습니다").waitFor();
  await page.locator('[data-chosen="true"] a').focus();
  await page.keyboard.press("a");
  await page.getByText("주문 P-1에 연결했습니다.").waitFor();
  expect(await status()).toBe("MATCHED");
  await page.getByText("주문 P-1에 연결했습니다.").locator("..").getByRole("button", { name: "되돌리기" }).click();
  await page.getByText("되돌렸습니다. 이미 보낸 알림은 남습니다.").waitFor();
  expect(await status()).toBe("PENDING");
  const order = await owner.call<Stands>("GET", `/workspaces/${ws}/orders/${id}`);
  expect(order.amount_received).toBe(0);
  expect(complaints).toEqual([]);
  await context.close();
});
