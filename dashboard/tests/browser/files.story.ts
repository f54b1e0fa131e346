import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import readSheets from "read-excel-file/universal";
import { expect, test } from "vitest";
import { counted } from "./counted";
import { origin, shoot, shop, sound, visit, withBrowser } from "./world";

withBrowser();

/** Presses the dialog's button and takes the file. */
async function download(page: Page, button = "CSV로 받기"): Promise<{ name: string; text: string }> {
  const coming = page.waitForEvent("download");
  await page.getByRole("dialog").getByRole("button", { name: button }).click();
  const file = await coming;
  return { name: file.suggestedFilename(), text: readFileSync(await file.path(), "utf8") };
}

test("orders go out as Excel reads them", async () => {
  const { owner, ws, place } = await shop();
  await place("D-1", 1_000, "=HYPERLINK(1)");
  await place("D-2", 14_510, "홍길동");
  const expires_at = "2099-12-31T23:59:00+09:00";
  const order = { order_number: "D-4", amount: 5_000, depositor_name: "이영희", expires_at };
  await owner.call("POST", `/workspaces/${ws}/orders`, order);
  const { page, context, complaints } = await visit(`/w/${ws}/orders`, { token: owner.token });
  await page.getByRole("button", { name: "엑셀로 받기" }).click();
  const dialog = page.getByRole("dialog", { name: "주문 목록을 엑셀로 받기" });
  await dialog.getByText("3건", { exact: true }).waitFor();
  await sound(page);
  await shoot(page, "orders-export", false);
  const all = await download(page);
  expect(all.name).toMatch(/^주문-전체-\d{4}-\d\d-\d\d\.csv$/);
  expect(all.text.startsWith("\uFEFF주문번호,금액,입금자명")).toBe(true);
  expect(all.text).toMatch(/D-1,1000,'=HYPERLINK\(1\),입금 대기,0,,,,,1000,,\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,/);
  expect(all.text).toContain("2099-12-31 23:59:00");
  expect(all.text.trimEnd().split("\r\n")).toHaveLength(4);
  await dialog.getByText("3건을 파일로 내려받았습니다").waitFor();
  const book = await download(page, "엑셀로 받기");
  expect(book.name).toMatch(/^주문-전체-\d{4}-\d\d-\d\d\.xlsx$/);
  expect(book.text.startsWith("PK")).toBe(true);

  await dialog.getByLabel("상태").selectOption("취소됨");
  await dialog.getByText("0건", { exact: true }).waitFor();
  await dialog.getByLabel("상태").selectOption("입금 대기");
  await dialog.getByText("3건", { exact: true }).waitFor();
  expect((await download(page)).name).toMatch(/^주문-.*입금 대기.*\.csv$/);
  await dialog.getByLabel("상태").selectOption("전체");

  await dialog.getByRole("button", { name: "어제" }).click();
  await dialog.getByText("0건", { exact: true }).waitFor();
  expect(await dialog.getByRole("button", { name: "엑셀로 받기" }).isDisabled()).toBe(true);
  await dialog.getByRole("button", { name: "오늘" }).click();
  await dialog.getByText("3건", { exact: true }).waitFor();
  expect((await download(page)).name).toMatch(/^주문-\d{4}-\d\d-\d\d\.csv$/);
  expect(new URL(page.url()).search).toBe("");
  expect(complaints).toEqual([]);
  await context.close();
});

test("a list is narrowed to the days that shops ask for, and each waiting order tells until when", async () => {
  const { owner, ws, place, pay } = await shop();
  const expires_at = new Date(Date.now() + 3 * 3_600_000).toISOString();
  await owner.call("POST", `/workspaces/${ws}/orders`, {
    order_number: "G-1",
    amount: 9_000,
    depositor_name: "홍길동",
    expires_at,
  });
  await place("G-2", 9_500, "김철수");
  await pay("이영희", 1_000);
  const { page, context, complaints } = await visit(`/w/${ws}/orders`, { token: owner.token });
  const due = page.getByRole("row", { name: /G-1/ }).getByText(/^(오늘|내일) \d\d:\d\d까지$/);
  await due.waitFor();
  expect(await page.getByRole("row", { name: /G-2/ }).getByText(/까지$/).count()).toBe(0);
  await page.getByRole("button", { name: "상세 조건" }).click();
  await page.getByRole("button", { name: "지난달" }).click();
  await page.getByText("조건에 맞는 주문이 없습니다").waitFor();
  await page.getByRole("button", { name: "이번 달" }).click();
  await page.getByText("총 2건").waitFor();
  await sound(page);
  await shoot(page, "orders-days");
  expect(page.url()).toMatch(/from=\d{4}-\d\d-01&to=\d{4}-\d\d-\d\d/);
  await page.getByRole("button", { name: "상세 조건" }).click();
  await page.getByRole("button", { name: "상세 조건 (적용 중)" }).click();
  await page.getByRole("button", { name: "이번 달" }).click();
  await page.waitForURL((url) => url.search === "");
  await page.getByRole("link", { name: "G-1" }).click();
  await page
    .getByRole("dialog")
    .getByText(/^(오늘|내일) \d\d:\d\d까지$/)
    .waitFor();

  await page.goto(`${origin}/w/${ws}/deposits`);
  await page.getByRole("button", { name: "상세 조건" }).click();
  await page.getByRole("button", { name: "어제" }).click();
  await page.getByText("조건에 맞는 입금이 없습니다").waitFor();
  await page.getByRole("button", { name: "이번 주" }).click();
  await page.getByText("총 1건").waitFor();
  await page.getByRole("button", { name: "엑셀로 받기" }).click();
  const view = page.getByRole("dialog").getByLabel("보기");
  await view.selectOption("확인된 입금");
  await page.getByRole("dialog").getByText("0건", { exact: true }).waitFor();
  await view.selectOption("확인할 입금");
  await page.getByRole("dialog").getByText("1건", { exact: true }).waitFor();
  const { name, text } = await download(page);
  expect(name).toMatch(/^입금-\d{4}-\d\d-\d\d(~\d{4}-\d\d-\d\d)?-확인할 입금\.csv$/);
  expect(text).toContain(",이영희,");
  expect(text).toContain(",주문 찾는 중,");
  expect(complaints).toEqual([]);
  await context.close();
});

test("today's deposits are a file by two presses from any screen", async () => {
  const { owner, ws, pay } = await shop();
  await pay("홍길동", 14_510);
  await pay("김철수", 9_000);
  const { page, context, complaints } = await visit(`/w/${ws}/members`, { token: owner.token });
  const presses = await counted(page);
  await page.getByRole("link", { name: "오늘" }).click();
  const coming = page.waitForEvent("download");
  await page.getByRole("button", { name: "오늘 입금 엑셀로 받기" }).click();
  const file = await coming;
  expect(file.suggestedFilename()).toMatch(/^입금-\d{4}-\d\d-\d\d\.xlsx$/);
  const bytes = readFileSync(await file.path());
  const [sheet] = await readSheets(new Uint8Array(bytes).buffer);
  const rows = (sheet?.data ?? []).slice(1).map((row) => row.map(String));
  expect(rows.map((row) => row.slice(2, 4))).toEqual([
    ["9000", "김철수"],
    ["14510", "홍길동"],
  ]);
  await page.getByText("2건을 파일로 내려받았습니다").waitFor();
  expect(await presses()).toBe(2);
  expect(complaints).toEqual([]);
  await context.close();
});

test("where money came into several accounts, Today sums each", async () => {
  const { owner, ws, pay } = await shop();
  await pay("홍길동", 14_510);
  const account = {
    bank_code: "088",
    bank_name: "신한은행",
    account_number: "110-999-000001",
    account_holder: "홍길동",
  };
  const { id } = await owner.call<{ id: number }>("POST", `/workspaces/${ws}/bank-accounts`, account);
  const deposited_at = new Date().toISOString();
  const deposit = { bank_account_id: id, amount: 9_000, depositor_name: "김철수", deposited_at };
  await owner.call("POST", `/workspaces/${ws}/deposits`, deposit);
  const { page, context, complaints } = await visit(`/w/${ws}/today`, { token: owner.token });
  const row = page.getByRole("row", { name: /신한은행 110-999-000001/ });
  await row.getByText("9,000원 1건").first().waitFor();
  await sound(page);
  await shoot(page, "today-accounts");
  await row.getByRole("link").click();
  await page.getByText("총 1건").waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});

test("an order is found by its number, changed, cancelled, and opened again, and its story tells all of it", async () => {
  const { owner, ws, place } = await shop();
  const expires_at = new Date(Date.now() + 86_400_000).toISOString();
  const order = { order_number: "E-1", amount: 9_000, depositor_name: "홍길동", expires_at };
  await owner.call("POST", `/workspaces/${ws}/orders`, order);
  await place("E-2", 9_500, "김철수");
  const { page, context } = await visit(`/w/${ws}/orders`, { token: owner.token });
  await page.getByRole("link", { name: "E-2" }).waitFor();
  await page.getByLabel("주문번호").fill("E-1");
  await page.getByRole("link", { name: "E-2" }).waitFor({ state: "detached" });
  await page.getByRole("link", { name: "E-1" }).click();
  await page.getByRole("button", { name: "수정" }).click();
  await page.getByRole("dialog").getByLabel("입금자명").fill("홍길순");
  await page.getByRole("button", { name: "저장" }).click();
  await page.getByText("홍길동 → 홍길순").waitFor();
  await sound(page);
  await page.getByRole("button", { name: "주문 취소", exact: true }).click();
  await page.getByRole("button", { name: "주문 취소하기" }).click();
  await page.getByRole("button", { name: "다시 열기" }).click();
  await page.getByText("다시 열림").waitFor();
  await page.getByText("주문 E-1을 다시 열었습니다. 입금 기한은 없앴습니다").waitFor();
  expect(page.url()).toContain("number=E-1");
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await context.close();
});
