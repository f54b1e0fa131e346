import { expect, test } from "vitest";
import { shop, sound, visit, withBrowser } from "./world";

withBrowser();

test("a shop for trying says so on every screen, and beside the others", async () => {
  const { owner } = await shop();
  const { page, context, complaints } = await visit("/welcome", { token: owner.token });
  await page.getByLabel("가게 이름").fill("연습 상점");
  await page.getByLabel("시험용으로 만들기").check();
  await sound(page);
  await page.getByRole("button", { name: "시작하기" }).click();
  const band = page.getByText("시험용 가게입니다.");
  await band.waitFor();
  await page.getByRole("link", { name: "주문", exact: true }).first().click();
  await page.getByRole("heading", { name: "주문" }).waitFor();
  expect(await band.count()).toBe(1);
  await sound(page);
  await page.getByRole("button", { name: "연습 상점" }).first().click();
  await page.getByRole("menuitem", { name: "연습 상점 · 시험용" }).waitFor();
  const all = await owner.call<{ name: string; mode: string }[]>("GET", "/workspaces");
  expect(all.find((each) => each.name === "연습 상점")?.mode).toBe("TEST");
  expect(complaints).toEqual([]);
  await context.close();
});
