import { expect, test } from "vitest";
import { PHONE, shop, visit, withBrowser } from "./world";

withBrowser();

test("a session that ends leads to the login and back to where the person was", async () => {
  const { owner, ws, place } = await shop();
  await place("C-1", 1_000, "홍길동");
  const { page, context } = await visit(`/w/${ws}/orders?status=PENDING`, { token: owner.token });
  await page.getByRole("link", { name: "C-1" }).waitFor();
  await owner.call("POST", "/auth/logout");
  await page.getByText("로그인 시간이 끝났습니다").waitFor();
  await page.getByLabel("이메일").fill(owner.email);
  await page.locator("input[autocomplete$=password]").fill("not this one");
  await page.getByRole("button", { name: "로그인" }).click();
  await page.getByText("이메일 또는 비밀번호가 맞지 않습니다").waitFor();
  await page.locator("input[autocomplete$=password]").fill(owner.password);
  await page.getByRole("button", { name: "로그인" }).click();
  await page.getByRole("link", { name: "C-1" }).waitFor();
  expect(page.url()).toContain(`/w/${ws}/orders?status=PENDING`);
  await context.close();
});

test("what one tab does the other shows, and a log-out ends both", async () => {
  const { owner, ws, place, pay } = await shop();
  await pay("홍길동", 7_700);
  const { page: one, context } = await visit(`/w/${ws}/today`, { token: owner.token });
  await one.getByText("홍길동").waitFor();
  const two = await context.newPage();
  await two.goto(one.url());
  await two.getByText("홍길동").waitFor();
  await place("C-2", 7_700, "홍길동");
  await one.getByText("→ C-2").waitFor({ timeout: 3_000 });
  await two.getByText("→ C-2").waitFor({ timeout: 3_000 });
  await two.getByRole("button", { name: "김하나" }).click();
  await two.getByRole("menuitem", { name: "로그아웃" }).click();
  await two.getByRole("button", { name: "로그인" }).waitFor();
  await one.getByRole("button", { name: "로그인" }).waitFor();
  await context.close();
});

test("the page says when the server is gone, keeps what it showed, and goes on by itself", async () => {
  const { owner, ws, place, pay } = await shop();
  await place("C-3", 3_300, "홍길동");
  await pay("홍길동", 3_300);
  const { page, context } = await visit(`/w/${ws}/today`, { token: owner.token });
  await page.getByText("→ C-3").waitFor();
  await page.route("**/api/v1/**", (route) => route.fulfill({ status: 503, headers: { "Retry-After": "1" } }));
  await page.getByText("연결이 끊겨 다시 시도하고 있습니다").waitFor();
  await page.getByText("→ C-3").waitFor();
  await page.getByRole("link", { name: "API 토큰" }).click();
  await page.getByRole("heading", { name: "API 토큰", level: 1 }).waitFor();
  await page.getByRole("alert").waitFor();
  await page.unroute("**/api/v1/**");
  await page.getByRole("button", { name: "다시 시도" }).click();
  await page.getByText("발급한 토큰이 없습니다").waitFor();
  await page.getByRole("link", { name: "오늘" }).first().click();
  await page.getByText("실시간", { exact: true }).waitFor({ timeout: 30_000 });
  await context.close();
});

test("the language switches on the spot and stays", async () => {
  const { owner, ws } = await shop();
  const { page, context } = await visit(`/w/${ws}/today`, { token: owner.token, viewport: PHONE });
  await page.getByRole("button", { name: "내 메뉴" }).click();
  await page.getByRole("menuitem", { name: "English" }).click();
  await page.getByRole("heading", { name: "Today", level: 1 }).waitFor();
  expect(await page.evaluate(() => document.documentElement.lang)).toBe("en");
  await page.reload();
  await page.getByRole("heading", { name: "Today", level: 1 }).waitFor();
  await context.close();
});
