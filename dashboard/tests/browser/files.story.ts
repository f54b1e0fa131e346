import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { shoot, shop, sound, visit, withBrowser } from "./world";

withBrowser();

const FILE = [
  "주문번호,금액,입금자명,입금기한",
  'D-2,"14,510원",홍길동,',
  "D-3,many,김철수,",
  "D-4,5000,이영희,2099-12-31",
  "2.02401E+15,6000,박민수,",
  "",
].join("\r\n");

async function choose(page: Page): Promise<void> {
  const file = { name: "orders.csv", mimeType: "text/csv", buffer: Buffer.from(FILE) };
  await page.locator("input[type=file]").setInputFiles(file);
}

test("orders come in from a file with a preview, row by row, and go out again as Excel reads them", async () => {
  const { owner, ws, place } = await shop();
  await place("D-1", 1_000, "=HYPERLINK(1)");
  const { page, context, complaints } = await visit(`/w/${ws}/orders`, { token: owner.token });
  await page.getByRole("button", { name: "가져오기" }).click();
  await choose(page);
  await page.getByText("2건을 등록할 수 있고, 2건은 고쳐야 합니다").waitFor();
  await page.getByText("금액을 읽을 수 없습니다").waitFor();
  await page.getByText("엑셀이 주문번호를 줄였습니다").waitFor();
  await sound(page);
  await shoot(page, "orders-import", false);
  await page.getByRole("button", { name: "다른 파일 선택" }).click();
  await choose(page);
  await page.getByRole("button", { name: "2건 등록" }).click();
  await page.getByText("2건을 등록했고, 2건은 등록하지 못했습니다").waitFor();
  await page.getByRole("dialog").getByRole("button", { name: "닫기" }).last().click();
  await page.getByRole("link", { name: "D-4" }).waitFor();

  const coming = page.waitForEvent("download");
  await page.getByRole("button", { name: "내보내기" }).click();
  const text = readFileSync(await (await coming).path(), "utf8");
  expect(text.startsWith("\uFEFF주문번호,금액,입금자명")).toBe(true);
  expect(text).toContain("D-1,1000,'=HYPERLINK(1)");
  expect(text.trimEnd().split("\r\n")).toHaveLength(4);
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
