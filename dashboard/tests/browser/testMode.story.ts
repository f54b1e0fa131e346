import { expect, test } from "vitest";
import { bigEnough } from "./targets";
import { DESKTOP, PHONE, shoot, shop, sound, visit, withBrowser } from "./world";

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
  await page.keyboard.press("Escape");
  const all = await owner.call<{ id: number; name: string; mode: string }[]>("GET", "/workspaces");
  const made = all.find((each) => each.name === "연습 상점");
  expect(made?.mode).toBe("TEST");

  const of = (path: string, body: object) => owner.call("POST", `/workspaces/${made?.id}${path}`, body);
  const dialog = page.getByRole("dialog", { name: "문자 보내기" });
  await page.getByRole("button", { name: "문자 보내기" }).click();
  await dialog.getByText("먼저 계좌를 추가해 주세요.").waitFor();
  expect(await dialog.getByRole("button", { name: "보내기" }).isDisabled()).toBe(true);
  await sound(page);
  await dialog.getByRole("link", { name: "계좌 추가하기" }).click();
  const added = page.getByRole("dialog", { name: "계좌 추가" });
  await added.getByRole("combobox", { name: "은행" }).fill("국민");
  await page.getByRole("option", { name: /국민/ }).click();
  await added.getByLabel("계좌번호").fill("110-123-000000");
  await added.getByLabel("예금주").fill("홍길동");
  await added.getByRole("button", { name: "추가", exact: true }).click();
  await added.waitFor({ state: "detached" });
  await page.getByRole("button", { name: "문자 보내기" }).click();
  await dialog.getByLabel("보낸 사람").fill("홍길동");
  await dialog.getByLabel("입금액").fill("14510");
  await dialog.getByRole("button", { name: "보내기" }).click();
  await dialog.getByText("휴대폰을 먼저 추가해 주세요").waitFor();
  await of("/phone-numbers", { phone_number: "010-0000-0001" });
  await of("/orders", { order_number: "T-1", amount: 14_510, depositor_name: "홍길동" });
  await dialog.getByRole("button", { name: "보내기" }).click();
  await dialog.getByText("입금 14,510원", { exact: false }).first().waitFor();
  const link = dialog.getByRole("link", { name: /^입금 #/ });
  await link.waitFor();
  await sound(page);
  await link.click();
  await page.waitForURL(/\/deposits\/\d+$/);
  await dialog.waitFor({ state: "detached" });
  // The one without a phone.
  expect(complaints).toEqual([expect.stringContaining("status of 400")]);
  await context.close();
});

test("a scenario is played in a shop for trying, and what came out stands beside what was expected", async () => {
  const { owner } = await shop();
  const { id: ws } = await owner.call<{ id: number }>("POST", "/workspaces", { name: "연습 상점", mode: "TEST" });
  const account = {
    bank_code: "004",
    bank_name: "국민은행",
    account_number: "110-123-000000",
    account_holder: "홍길동",
  };
  await owner.call("POST", `/workspaces/${ws}/bank-accounts`, account);
  for (const [viewport, seed] of [
    [DESKTOP, "7"],
    [PHONE, "8"],
  ] as const) {
    const { page, context, complaints } = await visit(`/w/${ws}/inbox`, { token: owner.token, viewport });
    const open = () => page.getByRole("button", { name: "시나리오", exact: true }).click();
    const dialog = page.getByRole("dialog", { name: "시나리오" });
    await open();
    await dialog.getByLabel("시드").fill(seed);
    await dialog.getByRole("button", { name: "기한 뒤 입금 시작" }).click();
    await dialog.getByRole("listitem").filter({ hasText: "기한 뒤 입금" }).getByText("재생 중").waitFor();
    await dialog.getByRole("button", { name: "나누어 입금 시작" }).click();
    const split = dialog.getByRole("listitem").filter({ hasText: "나누어 입금" });
    await split.getByText("예상대로").waitFor();
    const proposed = split.getByRole("row").filter({ hasText: "제안" });
    expect(await proposed.getByText("한 주문을 여러 번에 나누어 보낸 것 같습니다").count()).toBe(2);
    expect(await split.locator("[data-differs=true]").count()).toBe(0);
    await sound(page);
    await bigEnough(page, `scenarios ${viewport.width}`);
    await shoot(page, `scenarios-${viewport === PHONE ? "phone" : "wide"}`, false);

    // Closing ends nothing, and what was played once is told once more.
    await dialog.getByRole("button", { name: "닫기" }).first().click();
    await dialog.waitFor({ state: "detached" });
    await open();
    await dialog.getByRole("listitem").filter({ hasText: "기한 뒤 입금" }).getByText("재생 중").waitFor();
    expect(complaints).toEqual([]);
    await dialog.getByLabel("시드").fill(seed);
    await dialog.getByRole("button", { name: "나누어 입금 시작" }).click();
    await split.getByText(`split-${seed}`, { exact: true }).waitFor();
    await split.getByText("예상대로").waitFor();
    await expect.poll(() => complaints).toEqual([expect.stringContaining("status of 409")]);

    // Without a number each is another one; what came out is one press away.
    await dialog.getByLabel("시드").fill("");
    const paid = dialog.getByRole("listitem").filter({ hasText: "제때 입금" });
    const played = () => paid.locator("code").textContent();
    await dialog.getByRole("button", { name: "제때 입금 시작" }).click();
    await paid.getByText("예상대로").waitFor();
    const first = await played();
    await dialog.getByRole("button", { name: "제때 입금 시작" }).click();
    await expect.poll(played).not.toBe(first);
    await paid.getByText("예상대로").waitFor();
    await paid.getByRole("link", { name: "입금 목록 보기" }).click();
    await dialog.waitFor({ state: "detached" });
    await page.waitForURL(/\/deposits\?view=all/);
    await context.close();
  }
});
