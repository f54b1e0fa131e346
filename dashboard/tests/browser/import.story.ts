/** Orders out of a table: any table, by few presses, and never twice. */
import { join, resolve } from "node:path";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { PHONE, shoot, shop, sound, visit, withBrowser } from "./world";

withBrowser();

const WORKBOOK = join(resolve(import.meta.dirname, ".."), "orders.xlsx");

const FILE = [
  "주문번호,금액,입금자명,입금기한",
  'D-2,"14,510원",홍길동,',
  "D-3,many,김철수,",
  "D-4,5000,이영희,2099-12-31",
  "2.02401E+15,6000,박민수,",
  "",
].join("\r\n");

const open = (page: Page) => page.getByRole("button", { name: "여러 건 등록" }).click();

async function choose(page: Page, text: string | Buffer, name = "orders.csv"): Promise<void> {
  await page.locator("input[type=file]").setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(text) });
}

/** As a person copies cells from a spreadsheet. */
async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((cells) => navigator.clipboard.writeText(cells), text);
  await page.getByLabel("붙여넣기").focus();
  await page.keyboard.press("Control+V");
}

interface Listed {
  order_number: string;
  amount: number;
  depositor_name: string;
  ordered_at: string | null;
  customer_phone: string | null;
}

test("a file is shown line by line, and what cannot be added says what to do", async () => {
  const { owner, ws } = await shop();
  const { page, context, complaints } = await visit(`/w/${ws}/orders`, { token: owner.token });
  await open(page);
  await choose(page, FILE);
  await page.getByText("2건을 등록할 수 있고, 2건은 고쳐야 합니다").waitFor();
  // What stands in the file, and what to do.
  await page.getByRole("row").filter({ hasText: "D-3" }).getByRole("cell", { name: "many", exact: true }).waitFor();
  await page.getByText("금액을 읽을 수 없습니다. 14510이나 14,510원처럼").waitFor();
  await page.getByText("엑셀이 주문번호를 줄였습니다").waitFor();
  await sound(page);
  await shoot(page, "orders-import", false);
  await page.getByRole("button", { name: "다른 표 읽기" }).click();
  await choose(page, FILE);
  await page.getByRole("button", { name: "2건 등록" }).click();
  await page.getByText("2건을 등록했고, 2건은 등록하지 못했습니다").waitFor();
  await page.getByRole("dialog").getByRole("button", { name: "닫기" }).last().click();
  await page.getByRole("link", { name: "D-4" }).waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});

test("a workbook as a shop builder hands it out takes three presses, with the time of each order", async () => {
  const { owner, ws } = await shop();
  const { page, context, complaints } = await visit(`/w/${ws}/orders`, { token: owner.token });
  // The workbook's orders are of 2026-11-29; the page's clock stands a day later.
  await page.clock.setFixedTime("2026-11-30T03:00:00Z");
  await open(page);
  await page.locator("input[type=file]").setInputFiles(WORKBOOK);
  await page.getByText("orders.xlsx: 2건을 등록할 수 있고, 1건은 고쳐야 합니다").waitFor();
  await page
    .getByRole("cell", { name: "11월 29일 14:05" })
    .or(page.getByRole("cell", { name: "어제 14:05" }))
    .first()
    .waitFor();
  const sent: Listed[] = [];
  page.on("request", (request) => {
    if (request.method() === "POST" && request.url().endsWith("/orders")) sent.push(request.postDataJSON());
  });
  await page.getByRole("button", { name: "2건 등록" }).click();
  await page.getByText(/건을 등록했고/).waitFor();
  expect(
    sent.map(({ order_number, amount, depositor_name, ordered_at, customer_phone }) => [
      order_number,
      amount,
      depositor_name,
      ordered_at,
      customer_phone,
    ]),
  ).toEqual([
    ["X-1", 14_510, "홍길동2", "2026-11-29T14:05:00+09:00", "01012345678"],
    ["X-2", 9_000, "김철수", "2026-11-29T14:05:00+09:00", "01087654321"],
  ]);
  expect(complaints).toEqual([]);
  await context.close();
});

test("a table is read that was typed, or put in by a keyboard that says nothing of pasting", async () => {
  const { owner, ws } = await shop();
  const { page, context, complaints } = await visit(`/w/${ws}/orders`, { token: owner.token, viewport: PHONE });
  await open(page);
  const field = page.getByLabel("붙여넣기");
  await field.pressSequentially("주문번호,금액,입금자명");
  await page.keyboard.press("Enter");
  await field.pressSequentially("Y-1,3000,홍길동");
  expect(await field.inputValue()).toBe("주문번호,금액,입금자명\nY-1,3000,홍길동");
  await page.getByRole("button", { name: "이 표 읽기" }).click();
  await page.getByText("붙여넣은 표: 1건을 등록할 수 있습니다").waitFor();
  await page.getByRole("button", { name: "다른 표 읽기" }).click();
  await field.focus();
  await page.keyboard.insertText("주문번호\t금액\t입금자명\nY-2\t3,000\t김철수\nY-3\t천원\t이영희\n");
  await page.getByText("1건을 등록할 수 있고, 1건은 고쳐야 합니다").waitFor();
  await sound(page);
  await shoot(page, "orders-import-typed-phone", false);
  expect(complaints).toEqual([]);
  await context.close();
});

test("pasted cells with headings of their own are mapped by hand once, and then read at once", async () => {
  const { owner, ws } = await shop();
  const { page, context, complaints } = await visit(`/w/${ws}/orders`, { token: owner.token, viewport: PHONE });
  await page.getByRole("button", { name: "여러 건 등록" }).click();
  const cells = "접수\t보낼 분\t받을 돈\nQ-1\t홍길동\t3,000\nQ-1\t홍길동\t2,000\nQ-2\t김철수\t700\n";
  await paste(page, cells);
  await page.getByText("주문번호, 금액, 입금자명이 어느 열인지 골라 주세요").waitFor();
  await page.getByRole("dialog").getByLabel("주문번호", { exact: true }).selectOption({ label: "접수 (Q-1)" });
  await page.getByRole("dialog").getByLabel("금액", { exact: true }).selectOption({ label: "받을 돈 (3,000)" });
  await sound(page);
  await shoot(page, "orders-import-columns", false);
  await page.getByRole("dialog").getByLabel("입금자명", { exact: true }).selectOption({ label: "보낼 분 (홍길동)" });
  await page.getByText("2건을 등록할 수 있고, 1건은 고쳐야 합니다").waitFor();
  const why = await page.getByText("위에 같은 주문번호가 있습니다").boundingBox();
  expect((why?.x ?? PHONE.width) + (why?.width ?? 0)).toBeLessThan(PHONE.width);
  await page.getByLabel("주문번호가 같은 줄이 여럿이면").selectOption({ label: "주문 하나로 (금액을 더함)" });
  await page.getByText("붙여넣은 표: 2건을 등록할 수 있습니다").waitFor();
  await page.getByRole("button", { name: "다른 표 읽기" }).click();
  await paste(page, cells.replaceAll("Q-", "R-"));
  await page.getByText("붙여넣은 표: 2건을 등록할 수 있습니다").waitFor();
  await page.getByRole("button", { name: "2건 등록" }).click();
  await page.getByText("2건을 모두 등록했습니다").waitFor();
  const orders = await owner.call<Listed[]>("GET", `/workspaces/${ws}/orders`);
  expect(orders.map(({ order_number, amount }) => [order_number, amount]).sort()).toEqual([
    ["R-1", 5_000],
    ["R-2", 700],
  ]);
  expect(complaints).toEqual([]);
  await context.close();
});

test("of a table that tells how orders stand only those are taken that wait for money", async () => {
  const { owner, ws } = await shop();
  const { page, context, complaints } = await visit(`/w/${ws}/orders`, { token: owner.token });
  await open(page);
  await choose(
    page,
    "주문번호,금액,입금자명,주문상태\nU-1,1000,홍길동,결제대기\nU-2,2000,김철수,배송중\nU-3,3000,이영희,취소\n",
  );
  await page.getByText("1건을 등록할 수 있습니다. 상태가 다른 2줄은 뺐습니다.").waitFor();
  await page.getByRole("button", { name: "다른 표 읽기" }).click();
  // Words of a shop's own: a person says once what they mean.
  await choose(page, "주문번호,금액,입금자명,상태\nV-1,1000,홍길동,신규\nV-2,2000,김철수,끝\n");
  await page.getByText("어떤 상태의 주문을 등록할지").waitFor();
  await page.getByRole("checkbox", { name: "신규" }).scrollIntoViewIfNeeded();
  await sound(page);
  await shoot(page, "orders-import-statuses", false);
  expect(await page.getByRole("button", { name: "0건 등록" }).isDisabled()).toBe(true);
  await page.getByRole("checkbox", { name: "신규" }).check();
  await page.getByText("1건을 등록할 수 있습니다. 상태가 다른 1줄은 뺐습니다.").waitFor();
  await page.getByRole("button", { name: "1건 등록" }).click();
  await page.getByText("1건을 모두 등록했습니다").waitFor();
  const orders = await owner.call<Listed[]>("GET", `/workspaces/${ws}/orders`);
  expect(orders.map(({ order_number }) => order_number)).toEqual(["V-1"]);
  expect(complaints).toEqual([]);
  await context.close();
});

test("a stop leaves the rest for later, and a busy server is asked again under the same key: no order is doubled", async () => {
  const { owner, ws } = await shop();
  const { page, context, complaints } = await visit(`/w/${ws}/orders`, { token: owner.token });
  const keys = new Map<string, Set<string>>();
  let calls = 0;
  await page.route("**/api/v1/workspaces/*/orders", async (route) => {
    const request = route.request();
    if (request.method() !== "POST") return route.continue();
    const { order_number } = request.postDataJSON();
    const key = request.headers()["idempotency-key"] ?? "";
    keys.set(order_number, (keys.get(order_number) ?? new Set()).add(key));
    calls += 1;
    // The first answers get lost on their way: the server has the order, the page does not know.
    if (calls <= 3) {
      await route.fetch();
      return route.fulfill({ status: 503, body: "{}", headers: { "Retry-After": "1" } });
    }
    await new Promise((wake) => setTimeout(wake, 40));
    return route.continue().catch(() => undefined);
  });
  await open(page);
  const rows = Array.from({ length: 60 }, (_, nth) => `S-${nth},${1000 + nth},홍길동`);
  await choose(page, `주문번호,금액,입금자명\n${rows.join("\n")}\n`);
  await page.getByRole("button", { name: "60건 등록" }).click();
  await page.getByText(/^60건 중 [1-9]\d*건을 보냈습니다/).waitFor();
  await page.getByRole("button", { name: "멈춤" }).click();
  await page.getByText(/건을 보내고 멈췄습니다/).waitFor();
  await shoot(page, "orders-import-stopped", false);
  await page.getByRole("button", { name: /^남은 \d+건 이어서 등록$/ }).click();
  await page.getByText("60건을 모두 등록했습니다").waitFor();
  const all = await owner.call<Listed[]>("GET", `/workspaces/${ws}/orders?limit=100`);
  expect(all).toHaveLength(60);
  expect([...keys.values()].map((each) => each.size)).toEqual(rows.map(() => 1));
  expect(complaints.filter((each) => !each.includes("503"))).toEqual([]);
  await context.close();
});

test("what was refused is not sent again, and what the network kept is", async () => {
  const { owner, ws, place } = await shop();
  await place("T-1", 1_000, "홍길동");
  const { page, context } = await visit(`/w/${ws}/orders`, { token: owner.token });
  const cut = "**/api/v1/workspaces/*/orders";
  await page.route(cut, (route) => {
    const { order_number } = route.request().method() === "POST" ? route.request().postDataJSON() : {};
    return order_number === "T-2" ? route.abort() : route.continue();
  });
  await open(page);
  await choose(page, "주문번호,금액,입금자명\nT-1,9000,김철수\nT-2,500,이영희\n");
  await page.getByRole("button", { name: "2건 등록" }).click();
  await page.getByText("0건을 등록했고, 2건은 등록하지 못했습니다").waitFor({ timeout: 60_000 });
  await page.getByText("이미 다른 주문이 쓰는 주문번호입니다").waitFor();
  await page.getByText("잠시 뒤 다시 시도할 수 있습니다").waitFor();
  await page.unroute(cut);
  await page.getByRole("button", { name: "실패한 1건 다시 시도" }).click();
  await page.getByText("1건을 등록했고, 1건은 등록하지 못했습니다").waitFor();
  expect(await page.getByRole("button", { name: /다시 시도$/ }).count()).toBe(0);
  await context.close();
});
