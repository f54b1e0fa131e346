import { expect, test } from "vitest";
import { origin, shop, sound, visit, withBrowser } from "./world";

withBrowser();

test("a token is issued once, used by another program, and stops at its revocation", async () => {
  const { owner, ws } = await shop();
  const { page, context, complaints } = await visit(`/w/${ws}/tokens`, { token: owner.token });
  await page.getByText("발급한 토큰이 없습니다").waitFor();
  await page.getByRole("button", { name: "토큰 발급" }).click();
  await page.getByLabel("이름").fill("쇼핑몰 서버");
  for (const [name, chosen] of [
    ["조회", true],
    ["주문", true],
    ["입금 처리", true],
    ["관리", false],
  ] as const)
    expect(await page.getByRole("checkbox", { name, exact: true }).isChecked()).toBe(chosen);
  await page.getByRole("button", { name: "발급", exact: true }).click();
  await page.getByText("지금 한 번만 보여 드립니다").waitFor();
  await sound(page);
  await page.getByRole("button", { name: "토큰 복사" }).click();
  const token = await page.evaluate(() => navigator.clipboard.readText());
  const use = () =>
    fetch(`${origin}/api/v1/workspaces/${ws}/orders`, { headers: { Authorization: `Bearer ${token}` } });
  expect((await use()).status).toBe(200);
  const manage = await fetch(`${origin}/api/v1/workspaces/${ws}`, {
    method: "PATCH",
    headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
    body: JSON.stringify({ settings: { intake: "OPEN" } }),
  });
  expect(manage.status).toBe(403);
  await page.getByRole("button", { name: "안전한 곳에 저장했습니다" }).click();
  await page.getByRole("cell", { name: "쇼핑몰 서버", exact: true }).waitFor();
  expect(await page.content()).not.toContain(token);

  await page.getByRole("button", { name: "쇼핑몰 서버 폐기" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "폐기" }).click();
  await page.getByText("발급한 토큰이 없습니다").waitFor();
  expect((await use()).status).toBe(401);

  // Both stand in the log of who changed what.
  await page.goto(`${origin}/w/${ws}/audit`);
  await page.getByText("API 토큰 발급", { exact: true }).first().waitFor();
  await page.getByText("API 토큰 폐기", { exact: true }).first().waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});
