/** Money that is to be sent back. */
import { expect, test } from "vitest";
import { bigEnough } from "./targets";
import { DESKTOP, PHONE, shoot, shop, sound, visit, withBrowser } from "./world";

withBrowser();

test("what a customer sent too much stands in a list of its own: how much, and to whom", async () => {
  const { owner, ws, place, pay } = await shop();
  await place("B-1", 30_000, "김철수");
  await pay("김철수", 30_500);
  await place("B-2", 8_000, "이영희");
  await pay("이영희", 8_000);
  const { page, context, complaints } = await visit(`/w/${ws}/deposits`, { token: owner.token });
  await page.getByRole("button", { name: "남는 돈은 돌려주기" }).click();
  await page.getByText("주문 B-1에 연결했습니다.").waitFor();
  await context.close();
  for (const [viewport, colorScheme] of [
    [DESKTOP, "light"],
    [PHONE, "dark"],
  ] as const) {
    const looks = { token: owner.token, viewport, colorScheme };
    const { page, context, complaints } = await visit(`/w/${ws}/deposits?view=refunds`, looks);
    const list = page.getByRole("list", { name: "입금" });
    await list.getByText("입금 30,500원 중").waitFor();
    expect(await list.getByRole("listitem").count()).toBe(1);
    await page.getByText("총 1건 · 돌려줄 돈 500원").waitFor();
    if (viewport === PHONE) await list.getByRole("link", { name: "김철수" }).click();
    await page.getByText("김철수 님에게 500원을 돌려주세요").waitFor();
    await sound(page);
    await shoot(page, `refunds-${colorScheme}`, false);
    expect(complaints).toEqual([]);
    await context.close();
  }
  expect(complaints).toEqual([]);
});

test("one press notes that it was sent back, another takes that back; a part of it with time and note", async () => {
  const { owner, ws, place, pay } = await shop();
  const { id: order } = await place("B-1", 30_000, "김철수");
  const { deposit_id: deposit } = await pay("김철수", 32_000);
  const match = { deposit_ids: [deposit], order_ids: [order], difference: "REFUND_DUE" };
  await owner.call("POST", `/workspaces/${ws}/matches`, match);
  const rest = async () =>
    (await owner.call<{ amount_rest: number }>("GET", `/workspaces/${ws}/deposits/${deposit}`)).amount_rest;
  const { page, context, complaints } = await visit(`/w/${ws}/deposits?view=refunds`, { token: owner.token });
  await sound(page);
  await shoot(page, "refund", false);
  await page.getByRole("button", { name: "2,000원 돌려보냄" }).click();
  const told = page.getByText("2,000원을 돌려주었다고 기록했습니다.").locator("..");
  await page.getByText("돌려줄 돈이 없습니다.").waitFor();
  expect(await rest()).toBe(0);
  await told.getByRole("button", { name: "되돌리기" }).click();
  await page.getByText("돌려준 기록을 취소했습니다.").waitFor();
  expect(await rest()).toBe(2_000);

  await page.getByRole("button", { name: "금액·시각 직접 기록" }).click();
  const dialog = page.getByRole("dialog", { name: "금액·시각 직접 기록" });
  await dialog.getByLabel("금액").fill("3000");
  await dialog.getByRole("button", { name: "기록", exact: true }).click();
  await dialog.getByText("남은 금액보다 많이 돌려줄 수 없습니다.").waitFor();
  complaints.length = 0;
  await dialog.getByLabel("금액").fill("1500");
  await dialog.getByLabel("메모").fill("계좌 확인");
  await sound(page);
  await bigEnough(page, "return");
  await shoot(page, "refund-dialog", false);
  await dialog.getByRole("button", { name: "기록", exact: true }).click();
  await page.getByText("김철수 님에게 500원을 돌려주세요").waitFor();
  const notes = page.getByRole("heading", { name: "돌려준 돈" }).locator("..");
  await notes.getByText("계좌 확인").waitFor();
  expect(await rest()).toBe(500);
  await sound(page);
  await shoot(page, "refund-noted");
  await notes.getByRole("button", { name: "마지막 기록 취소" }).click();
  await page.getByText("김철수 님에게 2,000원을 돌려주세요").waitFor();
  expect(await rest()).toBe(2_000);
  expect(complaints).toEqual([]);
  await context.close();
});

test("what becomes of the rest is said again by one press, and undone by another", async () => {
  const { owner, ws, place, pay } = await shop();
  const { id: order } = await place("B-1", 30_000, "김철수");
  const { deposit_id: deposit } = await pay("김철수", 32_000);
  const match = { deposit_ids: [deposit], order_ids: [order], difference: "CREDIT" };
  await owner.call("POST", `/workspaces/${ws}/matches`, match);
  const treatment = async () =>
    (await owner.call<{ rest_treatment: string }>("GET", `/workspaces/${ws}/deposits/${deposit}`)).rest_treatment;
  const looks = { token: owner.token, viewport: PHONE };
  const { page, context, complaints } = await visit(`/w/${ws}/deposits/${deposit}?view=matched`, looks);
  await page.getByRole("button", { name: "남은 돈 돌려주기" }).click();
  const told = page.locator(".mantine-Notification-root", { hasText: "남은 2,000원: 돌려줄 돈" });
  await page.getByText("김철수 님에게 2,000원을 돌려주세요").waitFor();
  expect(await treatment()).toBe("REFUND_DUE");
  await sound(page);
  await bigEnough(page, "rest");
  await shoot(page, "rest-treated-phone", false);
  await told.getByRole("button", { name: "되돌리기" }).click();
  await page.getByText("남은 2,000원: 적립").waitFor();
  expect(await treatment()).toBe("CREDIT");
  await page.getByRole("button", { name: "남은 돈 그대로 받기" }).click();
  await page.getByText("남은 2,000원: 그대로 받음").waitFor();
  expect(await treatment()).toBe("ACCEPT_OVER");
  expect(complaints).toEqual([]);
  await context.close();
});
