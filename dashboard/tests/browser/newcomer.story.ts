import { expect, test } from "vitest";
import { pay, shoot, sound, visit, withBrowser } from "./world";

withBrowser();

test("a newcomer signs up, adds an account, places an order, and sees its deposit match within two seconds", async () => {
  const { page, context, complaints } = await visit("/");
  await page.getByRole("link", { name: "회원가입" }).click();
  await sound(page);
  await page.getByLabel("이름").fill("박서연");
  await page.getByLabel("이메일").fill(`newcomer-${process.pid}-${Date.now()}@example.com`);
  await page.locator("input[autocomplete$=password]").fill("violet harbour lamp");
  await page.getByRole("button", { name: "회원가입" }).click();

  await page.getByLabel("가게 이름").fill("서연이네 꽃집");
  await sound(page);
  await page.getByRole("button", { name: "시작하기" }).click();

  await page.getByRole("heading", { name: "세 가지만 하면 됩니다" }).waitFor();
  await sound(page);
  await shoot(page, "newcomer-first-steps");
  await page.getByRole("link", { name: "계좌 추가하기" }).click();
  await page.getByRole("combobox", { name: "은행" }).fill("국민");
  await page.getByRole("option", { name: /국민/ }).click();
  await page.getByLabel("계좌번호").fill("12");
  await page.getByLabel("예금주").fill("박서연");
  await page.getByText("너무 짧습니다").waitFor();
  await sound(page);
  const account = `${String(Date.now()).slice(-6)}-04-${String(process.pid).padStart(6, "0").slice(-6)}`;
  await page.getByLabel("계좌번호").fill(account);
  await page.getByRole("button", { name: "추가", exact: true }).click();
  await page.getByText(account).waitFor();

  await page.getByRole("link", { name: "오늘" }).first().click();
  await page.getByRole("link", { name: "주문 등록하기" }).click();
  await page.getByRole("dialog").getByLabel("주문번호").fill("A-1001");
  await page.getByRole("dialog").getByLabel("금액").fill("14510");
  await page.getByRole("dialog").getByLabel("입금자명").fill("홍길동");
  await sound(page);
  await page.getByRole("button", { name: "등록", exact: true }).click();
  await page.getByRole("link", { name: "A-1001" }).waitFor();

  await page.getByRole("link", { name: "오늘" }).first().click();
  await page.getByText("아직 입금이 없습니다").waitFor();
  await pay(account, "홍길동", 14_510);
  const told = Date.now();
  await page.getByText("→ A-1001").waitFor({ timeout: 2_000 });
  expect(Date.now() - told).toBeLessThan(2_000);
  await page.getByRole("list").getByText("입금 확인됨").waitFor();
  await page.getByRole("definition").filter({ hasText: "14,510원" }).first().waitFor();
  await sound(page);
  expect(complaints).toEqual([]);
  await context.close();
});
