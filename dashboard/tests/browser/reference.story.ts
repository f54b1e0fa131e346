/** The API reference speaks the page's language, with the examples and the error codes of the document. */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { styled } from "./styled";
import { bigEnough } from "./targets";
import { DESKTOP, PHONE, shoot, shop, sound, visit, withBrowser } from "./world";

withBrowser();

/** Opens the operation that places an order, known by its sentence. */
async function opened(page: Page, sentence: string) {
  const operation = page.getByRole("group").filter({ has: page.getByText(sentence, { exact: true }) });
  await operation.getByText(sentence, { exact: true }).click();
  return operation;
}

test("the reference follows the page's language, and shows what is sent, what is answered and what is refused", async () => {
  const { owner, ws } = await shop();
  for (const viewport of [DESKTOP, PHONE]) {
    const { page, context, complaints } = await visit(`/w/${ws}/today`, { token: owner.token, viewport });
    const read: string[] = [];
    page.on("request", (request) => {
      const { pathname } = new URL(request.url());
      if (pathname.includes("openapi")) read.push(pathname.split("/").at(-1) ?? "");
    });
    await page.goto(new URL(`/w/${ws}/api`, page.url()).href);
    const contents = page.getByRole("navigation", { name: "API 목록" });
    await contents.getByRole("link", { name: "webhooks", exact: true }).click();
    await expect.poll(() => page.getByRole("heading", { name: "webhooks", exact: true }).isVisible()).toBe(true);
    const event = await opened(page, "주문의 입금이 확인되었습니다.");
    await event.getByText("webhook-signature").waitFor();
    await page.getByText("여러분의 서버가 받는 이벤트입니다.").waitFor();
    const korean = await opened(page, "입금을 기다리는 주문을 등록합니다.");
    const sent = await korean.getByRole("region", { name: "요청 예시 place_order" }).textContent();
    expect(sent).toContain(`"order_number":"A-1001"`);
    const answered = await korean.getByRole("region", { name: "응답 예시 201 place_order" }).textContent();
    expect(JSON.parse(answered ?? "")).toMatchObject({ order_number: "A-1001", status: "PENDING" });
    await korean.getByText("400: 모든 호출의 공통 오류 말고도 다음 코드로 응답할 수 있습니다:").waitFor();
    await korean.getByText("order_number_taken", { exact: true }).waitFor();
    const common = page.locator("section", { has: page.getByRole("heading", { name: "모든 호출의 공통 오류" }) });
    await common.getByText("token_expired", { exact: true }).waitFor();
    await common.getByText("Retry-After에 적힌 시간").first().waitFor();
    await sound(page);
    await styled(page);
    await bigEnough(page, `reference ${viewport.width}`);
    await korean.scrollIntoViewIfNeeded();
    await shoot(page, `reference-${viewport.width}`, false);
    const link = () => page.getByRole("link", { name: /^OpenAPI 3\.1/ }).getAttribute("href");
    expect(await link()).toMatch(/\/openapi\.ko\.json$/);

    const turn = async (language: string) => {
      await page.getByRole("button", { name: /^(내 메뉴|Your menu|김하나)$/ }).click();
      await page.getByRole("menuitem", { name: language }).click();
    };
    await turn("English");
    const english = await opened(page, "Places an order that waits for its deposit.");
    await english.getByText("400: Beside what every call may be answered:").waitFor();
    await english.getByRole("region", { name: "Response example 201 place_order" }).waitFor();
    expect(await page.getByText("입금을 기다리는 주문을 등록합니다.").count()).toBe(0);
    expect(await link()).toMatch(/\/openapi\.json$/);
    await turn("한국어");
    await page.getByText("입금을 기다리는 주문을 등록합니다.", { exact: true }).waitFor();
    expect(read).toEqual(["openapi.ko.json", "openapi.json"]);
    expect(complaints).toEqual([]);
    await context.close();
  }
});
