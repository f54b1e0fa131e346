import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { shop, sound, visit, withBrowser } from "./world";

withBrowser();

test("orders come in from a file with a preview, row by row, and go out again as Excel reads them", async () => {
  const { owner, ws, place } = await shop();
  await place("D-1", 1_000, "=HYPERLINK(1)");
  const { page, context, complaints } = await visit(`/w/${ws}/orders`, { token: owner.token });
  await page.getByRole("button", { name: "가져오기" }).click();
  const file =
    '주문번호,금액,입금자명,입금기한\r\nD-2,"14,510원",홍길동,\r\nD-3,many,김철수,\r\nD-4,5000,이영희,2099-12-31\r\n';
  await page
    .locator("input[type=file]")
    .setInputFiles({ name: "orders.csv", mimeType: "text/csv", buffer: Buffer.from(file) });
  await page.getByText("2건을 등록할 수 있고, 1건은 고쳐야 합니다").waitFor();
  await page.getByText("금액을 읽을 수 없습니다").waitFor();
  await sound(page);
  await page.getByRole("button", { name: "2건 등록" }).click();
  await page.getByText("2건을 등록했고, 1건은 등록하지 못했습니다").waitFor();
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
  await place("E-1", 9_000, "홍길동");
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
  expect(page.url()).toContain("number=E-1");
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await context.close();
});
