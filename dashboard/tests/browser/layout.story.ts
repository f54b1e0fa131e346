/** Where things stand: in one row, in sight, big enough, and never one over the other. */
import type { Locator, Page } from "playwright-core";
import { expect, test } from "vitest";
import { busyShop } from "./busy";
import { styled } from "./styled";
import { bigEnough } from "./targets";
import { connect, DESKTOP, kb, origin, PHONE, shoot, shop, sound, visit, withBrowser } from "./world";

withBrowser();

async function box(of: Locator) {
  const found = await of.boundingBox();
  if (found === null) throw new Error(`${of} is not shown`);
  return found;
}

async function wordsOf(of: Locator): Promise<string[]> {
  // biome-ignore lint/performance/useDomNodeTextContent: each line is a word of its own
  return (await of.innerText()).split("\n").filter((word) => word.trim() !== "");
}

/** The whole of it lies in the window, and nothing lies over its middle. */
async function inSight(of: Locator): Promise<boolean> {
  return of.evaluate((element) => {
    const { top, bottom, left, right } = element.getBoundingClientRect();
    const over = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    return top >= 0 && bottom <= window.innerHeight && (element === over || element.contains(over));
  });
}

test("the developers' screens stand last in a group of their own, and the inbox in the bar of a phone", async () => {
  const { owner, ws } = await shop();
  const wide = await visit(`/w/${ws}/today`, { token: owner.token });
  const menu = wide.page.getByRole("navigation");
  await menu.getByText("개발자").waitFor();
  expect((await wordsOf(menu)).slice(-5)).toEqual(["설정", "개발자", "웹훅", "API 토큰", "API 문서"]);
  await wide.context.close();

  const { page, context } = await visit(`/w/${ws}/today`, { token: owner.token, viewport: PHONE });
  const bar = page.getByRole("navigation");
  expect(await wordsOf(bar)).toEqual(["오늘", "주문", "입금", "문자함", "더보기"]);
  await bar.getByRole("button", { name: "더보기" }).click();
  await page.getByRole("menuitem", { name: "API 문서" }).waitFor();
  expect(await wordsOf(page.getByRole("menu"))).toEqual([
    "계좌",
    "휴대폰",
    "멤버",
    "변경 기록",
    "설정",
    "개발자",
    "웹훅",
    "API 토큰",
    "API 문서",
  ]);
  await context.close();
});

test("on a phone the search, the view and the other conditions share one row", async () => {
  const { owner, ws, place } = await shop();
  await place("R-1", 1_000, "홍길동");
  const { page, context } = await visit(`/w/${ws}/orders`, { token: owner.token, viewport: PHONE });
  for (const [section, view] of [
    ["orders", "상태"],
    ["deposits", "보기"],
  ]) {
    await page.goto(`${origin}/w/${ws}/${section}`);
    const row = page.getByRole("search");
    const parts = [row.getByRole("searchbox"), row.getByLabel(view ?? ""), row.getByRole("button")];
    const boxes = await Promise.all(parts.map(box));
    expect(new Set(boxes.map(({ y }) => Math.round(y))).size).toBe(1);
    expect((await box(row)).height).toBeLessThan(70);
  }
  await page.goto(`${origin}/w/${ws}/orders`);
  const row = page.getByRole("search");
  await row.getByLabel("상태").selectOption("취소됨");
  await page.getByText("조건에 맞는 주문이 없습니다").waitFor();
  await row.getByRole("button", { name: "상세 조건" }).click();
  await row.getByLabel("주문번호").fill("R-");
  await sound(page);
  await page.waitForURL(/number=R-/);
  expect(new URL(page.url()).search).toBe("?status=CANCELLED&number=R-");
  await shoot(page, "orders-conditions-phone");
  await context.close();
});

test("the button that unfolds conditions stays beside the fields, and the lines of a long title do not touch", async () => {
  const { owner, ws, pay } = await shop();
  await pay("홍길동", 1_000);
  const { page, context, complaints } = await visit(`/w/${ws}/orders`, { token: owner.token });
  for (const section of ["orders", "deposits"]) {
    await page.goto(`${origin}/w/${ws}/${section}`);
    const row = page.getByRole("search").first();
    await row.getByRole("button", { name: "상세 조건" }).click();
    await row.getByLabel("금액 시작").waitFor();
    const [field, button, amount] = await Promise.all(
      [row.getByLabel("입금자명"), row.getByRole("button", { name: "상세 조건" }), row.getByLabel("금액 시작")].map(
        box,
      ),
    );
    expect(Math.abs((field?.y ?? 0) - (button?.y ?? 0))).toBeLessThan(2);
    expect(amount?.y).toBeGreaterThan((button?.y ?? 0) + (button?.height ?? 0));
    await shoot(page, `${section}-conditions`);
  }
  await page.getByRole("button", { name: "제외", exact: true }).click();
  const title = page.locator(".mantine-Modal-title");
  const { size, line } = await title.evaluate((element) => {
    const { fontSize, lineHeight } = getComputedStyle(element);
    return { size: Number.parseFloat(fontSize), line: Number.parseFloat(lineHeight) };
  });
  expect(line).toBeGreaterThan(1.2 * size);
  expect(complaints).toEqual([]);
  await context.close();
});

test("two conditions that are set at once both hold, in the address and in the request", async () => {
  const { owner, ws, place } = await shop();
  await place("B-1", 1_000, "홍길동");
  await place("B-2", 2_000, "김철수");
  await place("C-1", 1_000, "홍길순");
  const { page, context } = await visit(`/w/${ws}/orders`, { token: owner.token });
  await page.getByRole("link", { name: "C-1" }).waitFor();
  const asking = page.waitForRequest((request) => request.url().includes("order_number_prefix=B-"));
  // Both in one turn of the browser: neither knows yet of the other.
  await page.evaluate(() => {
    for (const [label, value] of [
      ["주문번호", "B-"],
      ["입금자명", "홍길"],
    ] as const) {
      const [field] = [...document.querySelectorAll("label")].filter((each) => each.textContent === label);
      const input = document.getElementById(field?.htmlFor ?? "") as HTMLInputElement;
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set?.call(input, value);
      input.dispatchEvent(new Event("input", { bubbles: true }));
      input.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
    }
  });
  expect(new URL((await asking).url()).searchParams.get("depositor_name")).toBe("홍길");
  await page.getByRole("link", { name: "C-1" }).waitFor({ state: "hidden" });
  await page.getByRole("link", { name: "B-1" }).waitFor();
  expect(await page.getByRole("row").getByRole("link").allInnerTexts()).toEqual(["B-1"]);
  expect(Object.fromEntries(new URL(page.url()).searchParams)).toEqual({ number: "B-", name: "홍길" });
  // What is typed on while the list is on its way stays.
  const name = page.getByLabel("입금자명");
  await name.press("End");
  await name.pressSequentially("동", { delay: 0 });
  await page.waitForURL(/%ED%99%8D%EA%B8%B8%EB%8F%99/);
  expect(await name.inputValue()).toBe("홍길동");
  await context.close();
});

test("an error is brought to sight: beside its field, and where it belongs to none", async () => {
  const { owner, ws, place } = await shop();
  await place("E-1", 1_000, "홍길동");
  const { page, context } = await visit(`/w/${ws}/orders?new=1`, {
    token: owner.token,
    viewport: { width: 360, height: 420 },
  });
  const form = page.getByRole("dialog", { name: "주문 등록" });
  await form.getByRole("button", { name: "더 입력하기" }).click();
  await form.getByLabel("주문번호").fill("E-1");
  await form.getByLabel("금액").fill("2000");
  await form.getByLabel("입금자명").fill("홍길동");
  const send = form.getByRole("button", { name: "등록", exact: true });
  await send.click();
  const told = form.getByRole("alert");
  await told.getByText("이미 다른 주문이 쓰는 주문번호입니다").waitFor();
  await expect.poll(() => inSight(told)).toBe(true);
  expect(await told.evaluate((element) => element === document.activeElement)).toBe(true);
  await sound(page);

  await form.getByLabel("주문번호").fill("   ");
  await send.click();
  const wrong = form.locator("[aria-invalid=true]").first();
  await wrong.waitFor();
  await expect.poll(() => inSight(wrong)).toBe(true);
  expect(await wrong.evaluate((element) => element === document.activeElement)).toBe(true);
  await context.close();
});

test("what a form itself finds missing is brought to sight as well", async () => {
  const { owner, ws, pay } = await shop();
  await pay("홍길동", 1_000);
  const { page, context } = await visit(`/w/${ws}/deposits`, {
    token: owner.token,
    viewport: { width: 360, height: 420 },
  });
  await page.getByRole("link", { name: "홍길동" }).click();
  await page.getByRole("button", { name: "제외", exact: true }).click();
  const form = page.getByRole("dialog", { name: "이 입금을 제외할까요?" });
  await form.getByRole("button", { name: "제외하기" }).click();
  const reasons = form.getByRole("radiogroup");
  await form.getByText("입력해 주세요").waitFor();
  await expect.poll(() => reasons.evaluate((group) => group.contains(document.activeElement))).toBe(true);
  expect(await inSight(form.getByText("입력해 주세요"))).toBe(true);
  await context.close();
});

test("a toast lies over no dialog", async () => {
  const { owner, ws, place, pay } = await shop();
  await place("T-1", 7_000, "홍길동");
  await pay("홍길순", 7_000);
  await pay("김철수", 8_000);
  const { page, context } = await visit(`/w/${ws}/deposits`, { token: owner.token });
  await page.getByRole("link", { name: "홍길순" }).click();
  await page.getByRole("button", { name: /주문 T-1/ }).click();
  await page.getByRole("dialog").getByRole("button", { name: "그래도" }).click();
  const toast = page.locator(".mantine-Notification-root");
  await toast.getByRole("button", { name: "되돌리기" }).waitFor();
  await sound(page);
  expect(await inSight(toast)).toBe(true);
  await page.getByRole("button", { name: "입금 직접 등록" }).click();
  await page.getByRole("dialog", { name: "입금 직접 등록" }).waitFor();
  expect(await inSight(toast)).toBe(false);
  await context.close();
});

test("on a phone a toast has room for its button", async () => {
  const { owner, ws, place, pay } = await shop();
  await place("2026113000012345", 7_000, "홍길동");
  await pay("김철수", 7_000);
  const { page, context } = await visit(`/w/${ws}/deposits/1`, { token: owner.token, viewport: PHONE });
  await page.getByRole("button", { name: /주문 2026113000012345/ }).click();
  await page.getByRole("dialog").getByRole("button", { name: "그래도" }).click();
  const undo = page.locator(".mantine-Notification-root").getByRole("button", { name: "되돌리기" });
  await undo.waitFor();
  await sound(page);
  await bigEnough(page, "toast");
  await context.close();
});

test("nothing but the field stands where another order is looked for", async () => {
  const { owner, ws, pay } = await shop();
  await pay("홍길동", 7_000);
  for (const viewport of [DESKTOP, PHONE]) {
    const { page, context } = await visit(`/w/${ws}/deposits/1`, { token: owner.token, viewport });
    await page.getByRole("button", { name: /^다른 주문/ }).click();
    const field = page.getByLabel("주문 찾기");
    await field.waitFor();
    const around = await box(page.locator("search", { has: field }));
    expect(around.height).toBeLessThan((await box(field)).height + 60);
    await context.close();
  }
});

/** What opens over the screens: where, and the button that opens it. */
const DIALOGS = [
  ["orders", "엑셀로 받기"],
  ["orders", "여러 건 등록"],
  ["orders", "주문 등록"],
  ["orders", "상세 조건"],
  ["orders/8", "수정"],
  ["orders/8", "주문 취소"],
  ["deposits", "입금 직접 등록"],
  ["deposits", "상세 조건"],
  ["deposits/5", "제외"],
  ["deposits/5", /^다른 주문/],
  ["deposits/5", /^주문 A-2026-1006/],
  ["deposits/8", "보류 풀기"],
  ["deposits/1", /해제/],
  ["inbox?status=IGNORED", "직접 입력"],
  ["accounts", "계좌 추가"],
  ["accounts", /수정/],
  ["phones", "휴대폰 추가"],
  ["phones", /문자 시험/],
  ["phones", /수정/],
  ["phones", /새 주소/],
  ["webhooks", "엔드포인트 추가"],
  ["tokens", "토큰 발급"],
  ["members", "초대하기"],
] as const;

async function open(page: Page, name: string | RegExp): Promise<void> {
  const button = typeof name === "string" ? { name, exact: true } : { name };
  await page.getByRole("button", button).first().click();
  await page.waitForLoadState("networkidle");
}

test("what opens over the screens is big enough for a finger too, and sound", { timeout: 600_000 }, async () => {
  const { owner, ws } = await busyShop();
  for (const viewport of [DESKTOP, PHONE]) {
    const { page, context } = await visit(`/w/${ws}/today`, { token: owner.token, viewport });
    for (const [path, name] of DIALOGS) {
      await page.goto(`${origin}/w/${ws}/${path}`);
      if (path.startsWith("inbox") && viewport === PHONE)
        await page.getByRole("main").getByRole("link").first().click();
      await open(page, name);
      // A list of choices that opened by itself is the library's own, outside of all landmarks.
      const chooses = () => page.getByRole("listbox").isVisible();
      const soundOrChoosing = async (fault: unknown) => {
        if (!(await chooses())) throw fault;
      };
      if (!(await chooses())) await sound(page).catch(soundOrChoosing);
      await styled(page);
      await bigEnough(page, `${path} ${name} ${viewport.width}`);
    }
    for (const [item, button] of [
      ["2단계 인증", "시작하기"],
      ["비밀번호 변경", "변경"],
      ["알림 받기", "완료"],
    ] as const) {
      await page.goto(`${origin}/w/${ws}/today`);
      await open(page, viewport === PHONE ? "내 메뉴" : "김하나");
      await bigEnough(page, "person");
      await page.getByRole("menuitem", { name: item }).click();
      await page.getByRole("dialog").getByRole("button", { name: button, exact: true }).waitFor();
      await sound(page);
      await styled(page);
      await bigEnough(page, item);
    }
    await context.close();
  }
});

/** The rows of the list that is shown, and what they come to. */
async function listed(page: Page): Promise<{ rows: number; sum: number }> {
  const amounts = await page
    .getByRole("main")
    .locator("tbody td:nth-child(3), li > span:nth-of-type(1)")
    .allInnerTexts();
  const won = amounts.map((text) => Number(text.replaceAll(/\D/g, "")));
  return { rows: won.length, sum: won.reduce((sum, each) => sum + each, 0) };
}

test("each of today's figures leads to the list that it counts", async () => {
  const made = await shop();
  const { owner, ws, account, place } = made;
  const { forward } = await connect(made);
  for (const [nth, name] of ["홍길동", "김철수", "이영희"].entries()) await place(`F-${nth}`, 1_000 + nth, name);
  const cancelled = await place("F-9", 9_000, "오세훈");
  await owner.call("PATCH", `/workspaces/${ws}/orders/${cancelled.id}`, { status: "CANCELLED" });
  await forward(kb(account, "입금", 1_000, "홍길동", 500_000));
  await forward(kb(account, "입금", 1_001, "김철수", 501_001));
  await forward(kb(account, "입금", 2_000, "한*희", 503_001));
  await forward(kb(account, "입금", 3_000, "박민수", 506_001));
  await forward(kb(account, "입금", 4_000, "최지우", 510_001));
  const [newest] = await owner.call<{ id: number }[]>("GET", `/workspaces/${ws}/deposits`);
  await owner.call("POST", `/workspaces/${ws}/deposits/${newest?.id}/dismiss`, { reason: "PRIVATE" });
  const { page, context } = await visit(`/w/${ws}/today`, { token: owner.token });
  const figures = [
    ["오늘 확인된 입금", 2, 2_001],
    ["오늘 들어온 주문", 4, 12_003],
    ["입금 대기 주문", 1, 1_002],
    ["확인할 입금", 2, 5_000],
  ] as const;
  for (const [name, count, amount] of figures) {
    await page.goto(`${origin}/w/${ws}/today`);
    const figure = page.locator("dl > div", { has: page.getByRole("link", { name }) });
    await figure.getByText(`${count}건`).waitFor();
    await figure.getByText(`${amount.toLocaleString("ko-KR")}원`).waitFor();
    await figure.getByRole("link", { name }).click();
    await page.getByText(`총 ${count}건`).waitFor();
    expect({ name, ...(await listed(page)) }).toEqual({ name, rows: count, sum: amount });
  }
  await context.close();
});
