import { expect, test } from "vitest";
import { origin, PHONE, pay, person, shoot, shop, sound, visit, withBrowser } from "./world";

withBrowser();

test("a deposit under another name is matched by hand after a warning, and taken apart again", async () => {
  const { owner, ws, place, pay } = await shop();
  await place("B-1", 30_000, "김철수");
  await pay("이영희", 30_000);
  const { page, context, complaints } = await visit(`/w/${ws}/deposits`, { token: owner.token });
  await page.getByText("이름 다름").waitFor();
  await sound(page);
  await page.getByRole("button", { name: "주문 B-1 연결" }).click();
  const dialog = page.getByRole("dialog", { name: "서로 다른 점이 있습니다" });
  await dialog.getByText("이름 다름").waitFor();
  await sound(page);
  await dialog.getByRole("button", { name: "그래도 연결" }).click();
  await page.getByText("확인할 입금이 없습니다").waitFor();

  await page.getByRole("button", { name: "확인된 입금", exact: true }).click();
  await page.getByRole("button", { name: "연결 해제" }).click();
  const question = page.getByRole("dialog", { name: "주문과 연결을 해제할까요?" });
  await question.getByRole("button", { name: "연결 해제" }).click();
  await page.getByText("아직 확인된 입금이 없습니다").waitFor();
  const orders = await owner.call<{ status: string }[]>("GET", `/workspaces/${ws}/orders`);
  expect(orders[0]?.status).toBe("PENDING");
  expect(complaints).toEqual([]);
  await context.close();
});

test("a hold is solved by keyboard alone, and undone from the message that tells of it", async () => {
  const { owner, ws, place, pay } = await shop();
  await pay("홍*동", 25_000);
  await place("B-2", 25_000, "홍길동");
  await pay("홍길동", 25_001);
  const { page, context } = await visit(`/w/${ws}/deposits`, { token: owner.token });
  const held = page.getByRole("list", { name: "입금" }).getByRole("link", { name: "홍*동" });
  await page.getByRole("list", { name: "입금" }).getByRole("link", { name: "홍길동" }).focus();
  await page.keyboard.press("ArrowDown");
  expect(await held.evaluate((link) => link === document.activeElement)).toBe(true);
  await page.getByText("이름을 읽을 수 없습니다").first().waitFor();
  await page.getByRole("button", { name: "주문 B-2 연결" }).waitFor();
  await page.keyboard.press("1");
  await page.getByRole("dialog").getByRole("button", { name: "그래도 연결" }).waitFor();
  await sound(page);
  await page.getByRole("dialog").getByRole("button", { name: "그래도 연결" }).press("Enter");
  await page.getByText("연결했습니다").waitFor();
  await page.getByRole("button", { name: "되돌리기" }).click();
  await page.getByText("주문과 연결을 해제한 입금입니다").first().waitFor();
  await context.close();
});

test("on a phone a person works through what waits, and an undone match leads back to its deposit", async () => {
  const { owner, ws, place, pay } = await shop();
  await place("H-1", 30_000, "김철수");
  await place("H-2", 31_000, "박민수");
  for (const [name, amount] of [
    ["이영희", 30_000],
    ["최지우", 31_000],
    ["정해인", 32_000],
  ] as const)
    await pay(name, amount);
  const { page, context, complaints } = await visit(`/w/${ws}/deposits`, { token: owner.token, viewport: PHONE });
  await page.getByRole("link", { name: "최지우" }).click();
  const force = async (order: string) => {
    await page.getByRole("button", { name: `주문 ${order} 연결` }).click();
    await page.getByRole("button", { name: "그래도 연결" }).click();
  };
  await force("H-2");
  const panel = page.getByRole("dialog", { name: "입금 #1" });
  await panel.getByText("다음 입금입니다. 확인할 입금 2건 남음").waitFor();
  await panel.getByText("이영희").first().waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe("입금 #1");
  await sound(page);
  await shoot(page, "deposits-next-phone", false);
  await force("H-1");
  await page.getByRole("dialog", { name: "입금 #3" }).getByText("확인할 입금 1건 남음").waitFor();
  await page.getByRole("button", { name: "되돌리기" }).last().click();
  await panel.getByText("주문과 연결을 해제한 입금입니다").first().waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});

test("what is beside the list stays when something newer comes, and the keyboard alone goes down the list", async () => {
  const { owner, ws, place, pay } = await shop();
  await place("H-3", 40_000, "김철수");
  await pay("박민수", 39_000);
  await pay("이영희", 40_000);
  const { page, context, complaints } = await visit(`/w/${ws}/deposits`, { token: owner.token });
  const list = page.getByRole("list", { name: "입금" });
  await page.getByRole("button", { name: "주문 H-3 연결" }).waitFor();
  await pay("최지우", 41_000);
  await list.getByRole("link", { name: "최지우" }).waitFor();
  expect(await list.locator("[data-chosen=true]").getByRole("link").textContent()).toBe("이영희");
  await list.getByRole("link", { name: "이영희" }).focus();
  await page.keyboard.press("1");
  await page.getByRole("dialog").getByRole("button", { name: "그래도 연결" }).press("Enter");
  await page.getByText("확인할 입금 2건 남음").waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe("박민수");
  await sound(page);
  expect(complaints).toEqual([]);
  await context.close();
});

test("a deposit of another amount is forced onto an order that is found by its number", async () => {
  const { owner, ws, place, pay } = await shop();
  await place("B-3", 12_000, "홍길동");
  await pay("홍길동", 10_000);
  const { page, context } = await visit(`/w/${ws}/deposits`, { token: owner.token });
  // Beside a suggestion nothing says that there is no order.
  await page.getByRole("heading", { name: "제안" }).waitFor();
  await page.getByRole("button", { name: "다른 주문과 연결하기" }).click();
  expect(await page.getByText("금액이 같은 대기 주문이 없습니다").count()).toBe(0);
  await page.getByLabel("주문 찾기").fill("B-3");
  await page.getByRole("button", { name: "주문 B-3 연결" }).click();
  await page.getByText("입금이 주문보다 2,000원 적습니다").waitFor();
  await page.getByRole("button", { name: "그래도 연결" }).click();
  await page.getByText("확인할 입금이 없습니다").waitFor();
  await context.close();
});

test("a deposit of no order becomes the order that was forgotten, and an order leads to the deposits of its amount", async () => {
  const { owner, ws, place, pay } = await shop();
  await pay("홍길동", 10_000);
  const { page, context, complaints } = await visit(`/w/${ws}/deposits`, { token: owner.token });
  await page.getByRole("link", { name: "이 입금으로 주문 등록" }).click();
  const form = page.getByRole("dialog", { name: "주문 등록" });
  expect(await form.getByLabel("금액").inputValue()).toBe("10,000원");
  expect(await form.getByLabel("입금자명").inputValue()).toBe("홍길동");
  await form.getByLabel("주문번호").fill("B-4");
  await sound(page);
  await form.getByRole("button", { name: "등록", exact: true }).click();
  await page.getByText("이미 들어온 입금과 연결했습니다").waitFor();
  await page.getByText("확인할 입금이 없습니다").waitFor();

  const { id } = await place("B-5", 20_000, "김철수");
  await pay("이영희", 20_000);
  await pay("이영희", 20_001);
  await page.goto(`${origin}/w/${ws}/orders/${id}`);
  await page.getByRole("link", { name: "같은 금액의 입금 찾기" }).click();
  await page.getByText("총 1건").waitFor();
  await page.getByRole("list", { name: "입금" }).getByRole("link", { name: "이영희" }).waitFor();
  await sound(page);
  expect(complaints).toEqual([]);
  await context.close();
});

test("an order is looked up by number or name, and the very number stands before those that only begin so", async () => {
  const { owner, ws, place, pay } = await shop();
  await place("B-1", 12_000, "김철수");
  await place("B-10", 13_000, "이영희");
  await place("C-1", 14_000, "홍길순");
  await pay("홍길동", 10_000);
  const { page, context, complaints } = await visit(`/w/${ws}/deposits`, { token: owner.token });
  await page.getByRole("button", { name: "다른 주문과 연결하기" }).click();
  const search = page.getByLabel("주문 찾기");
  const found = page.getByRole("button", { name: /^주문 .* 연결$/ });
  await search.fill("B-1");
  await page.getByRole("button", { name: "주문 B-10 연결" }).waitFor();
  expect(await found.allTextContents()).toEqual([
    expect.stringContaining("B-1\u00a0"),
    expect.stringContaining("B-10"),
  ]);
  await sound(page);
  await search.fill("홍길");
  await page.getByRole("button", { name: "주문 C-1 연결" }).waitFor();
  expect(await found.count()).toBe(1);
  await search.fill("없는 이름");
  await page.getByText("맞는 주문이 없습니다").waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});

test("any order that waits is found by what it tells, before all that cannot take the money", async () => {
  const { owner, ws, place, pay } = await shop();
  const hers = { customer_phone: "010-0000-4821", memo: "현관 앞에 놓아 주세요" };
  const body = { order_number: "F-1", amount: 12_000, depositor_name: "김영희", ...hers };
  await owner.call("POST", `/workspaces/${ws}/orders`, body);
  for (let nth = 2; nth < 14; nth += 1) {
    const { id } = await place(`F-${nth}`, 12_000, "김영희");
    await owner.call("PATCH", `/workspaces/${ws}/orders/${id}`, { status: "CANCELLED" });
  }
  await pay("홍길동", 10_000);
  const { page, context, complaints } = await visit(`/w/${ws}/deposits`, { token: owner.token });
  await page.getByRole("button", { name: "다른 주문과 연결하기" }).click();
  const search = page.getByLabel("주문 찾기");
  for (const words of ["4821", "현관", "영희 12,000원"]) {
    await search.fill("없는 이름");
    await page.getByText("맞는 주문이 없습니다").waitFor();
    await search.fill(words);
    await page.getByRole("button", { name: "주문 F-1 연결" }).waitFor();
  }
  await page.getByText("더 있을 수 있습니다. 원하는 주문이 없으면").waitFor();
  await sound(page);
  await shoot(page, "deposits-find-order");
  expect(complaints).toEqual([]);
  await context.close();
});

test("orders and deposits are searched by a part of the depositor's name", async () => {
  const { owner, ws, place, pay } = await shop();
  await place("B-1", 12_000, "김철수");
  await place("B-2", 13_000, "홍길순");
  await pay("홍길동", 10_000);
  await pay("박민수", 11_000);
  const { page, context, complaints } = await visit(`/w/${ws}/orders`, { token: owner.token });
  await page.getByText("총 2건").waitFor();
  await page.getByLabel("입금자명").fill("길순");
  await page.getByText("총 1건").waitFor();
  await page.getByText("홍길순").waitFor();
  await page.goto(`${origin}/w/${ws}/deposits`);
  await page.getByText("총 2건").waitFor();
  await page.getByLabel("입금자").fill("민수");
  await page.getByText("총 1건").waitFor();
  await page.getByRole("list", { name: "입금" }).getByRole("link", { name: "박민수" }).waitFor();
  await sound(page);
  expect(complaints).toEqual([]);
  await context.close();
});

test("a viewer sees everything and can change nothing", async () => {
  const { owner, ws, account } = await shop();
  const viewer = await person("최보람");
  const invited = { email: viewer.email, role: "VIEWER" };
  const { code } = await owner.call<{ code: string }>("POST", `/workspaces/${ws}/invitations`, invited);
  const { page, context, complaints } = await visit(`/invitation#${code}`, { token: viewer.token });
  await page.getByRole("button", { name: "참여하기" }).click();
  await page.getByText("보기만 하는 사람으로 참여하고 있습니다").waitFor();
  await pay(account, "홍길동", 5_000);
  for (const [section, absent] of [
    ["orders", "주문 등록"],
    ["deposits", "입금 직접 등록"],
    ["inbox", "직접 입력"],
    ["accounts", "계좌 추가"],
    ["members", "초대하기"],
    ["settings", "저장"],
  ]) {
    await page.goto(`${origin}/w/${ws}/${section}`);
    await page.getByText("보기만 하는 사람으로 참여하고 있습니다").waitFor();
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.waitForLoadState("networkidle").catch(() => undefined);
    expect(await page.getByRole("button", { name: absent ?? "" }).count()).toBe(0);
  }
  await page.goto(`${origin}/w/${ws}/deposits`);
  await page.getByRole("heading", { name: "어느 주문의 입금인가요?" }).waitFor();
  expect(await page.getByRole("button", { name: /연결$|^제외$|^보류 풀기$/ }).count()).toBe(0);
  expect(complaints).toEqual([]);
  await context.close();
});
