/** What is held and why, and what a person may do about it. */
import { expect, test } from "vitest";
import { connect, kb, origin, PHONE, person, shoot, shop, sound, visit, withBrowser } from "./world";

withBrowser();

test("a text that no bank sent is held, says so, and is matched only after a question, by click and by key", async () => {
  const made = await shop();
  const { owner, ws, account, place } = made;
  const { forward } = await connect(made);
  const { id } = await place("E-1", 31_000, "박하늘");
  await forward(kb(account, "입금", 31_000, "박하늘", 931_000), "010-9876-5432");
  const { page, context, complaints } = await visit(`/w/${ws}/deposits`, { token: owner.token });
  const list = page.getByRole("list", { name: "입금" });
  await list.getByText("은행이 보낸 문자가 아닌 것 같습니다").waitFor();
  await page.getByText("은행 앱에서 입금을 확인하기 전에는 연결하지 마세요").waitFor();
  await page.getByText("010-9876-5432").waitFor();
  await page.getByText("은행이 보낸 것일 수 없음").waitFor();
  expect(await page.getByRole("button", { name: "보류 풀기" }).count()).toBe(0);
  await sound(page);
  await shoot(page, "deposits-unlikely");
  const question = page.getByRole("dialog", { name: "은행이 보낸 문자일 수 없습니다" });
  await page.getByRole("button", { name: "주문 E-1 연결" }).click();
  await question.getByText("먼저 은행 앱에서").waitFor();
  await sound(page);
  await shoot(page, "deposits-unlikely-question", false);
  await question.getByRole("button", { name: "취소" }).click();
  await question.waitFor({ state: "hidden" });
  await list.getByRole("link", { name: "박하늘" }).focus();
  await page.keyboard.press("1");
  await question.waitFor();
  const order = () => owner.call<{ status: string }>("GET", `/workspaces/${ws}/orders/${id}`);
  expect((await order()).status).toBe("PENDING");
  await question.getByRole("button", { name: "은행 앱에서 확인했고 연결" }).press("Enter");
  await page.getByText("연결했습니다").waitFor();
  expect((await order()).status).toBe("MATCHED");
  expect(complaints).toEqual([]);
  await context.close();
});

test("every held deposit asks before a match, whatever it is held for", async () => {
  const made = await shop();
  const { owner, ws, account, place } = made;
  const { forward } = await connect(made);
  await place("E-2", 32_000, "박하늘");
  await forward(kb(account, "입금", 32_000, "박하늘", 932_000), null);
  const { page, context, complaints } = await visit(`/w/${ws}/deposits`, { token: owner.token, viewport: PHONE });
  await page.getByRole("link", { name: "박하늘" }).click();
  await page.getByRole("button", { name: "주문 E-2 연결" }).click();
  const question = page.getByRole("dialog", { name: "보류된 입금입니다. 주문과 연결할까요?" });
  await question.getByText("보낸 번호를 알려 주지 않았습니다").waitFor();
  await sound(page);
  await shoot(page, "deposits-held-question-phone", false);
  await question.getByRole("button", { name: "그래도 연결" }).click();
  await page.getByText("연결했습니다").waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});

test("a held deposit is released and pays its order, another is dismissed with a note and restored", async () => {
  const made = await shop();
  const { owner, ws, account, place } = made;
  const { forward } = await connect(made);
  const { id } = await place("E-3", 33_000, "박하늘");
  await forward(kb(account, "입금", 34_000, "이영희", 934_000), null);
  await forward(kb(account, "입금", 33_000, "박하늘", 967_000), null);
  const { page, context, complaints } = await visit(`/w/${ws}/deposits`, { token: owner.token });
  await page.getByText("보낸 번호가 없습니다", { exact: true }).first().waitFor();
  await page.getByRole("button", { name: "보류 풀기" }).click();
  const release = page.getByRole("dialog", { name: "보류를 풀까요?" });
  await sound(page);
  await release.getByRole("button", { name: "확인했고 보류 풀기" }).click();
  await page.getByText("보류를 풀었습니다").waitFor();
  const order = () => owner.call<{ status: string }>("GET", `/workspaces/${ws}/orders/${id}`);
  await expect.poll(async () => (await order()).status).toBe("MATCHED");

  await page.getByRole("list", { name: "입금" }).getByRole("link", { name: "이영희" }).click();
  await page.getByRole("button", { name: "제외", exact: true }).click();
  const dismiss = page.getByRole("dialog", { name: "이 입금을 제외할까요?" });
  await dismiss.getByLabel("매출 아님").check();
  await dismiss.getByLabel("메모").fill("직원 환급금");
  await sound(page);
  await shoot(page, "deposits-dismiss", false);
  await dismiss.getByRole("button", { name: "제외하기" }).click();
  await page.getByText("확인할 입금이 없습니다").waitFor();
  await page.getByRole("group", { name: "보기" }).getByRole("button", { name: "제외됨" }).click();
  await page.getByText("제외한 이유: 매출 아님").waitFor();
  await page.getByText("직원 환급금").waitFor();
  await sound(page);
  await shoot(page, "deposits-dismissed");
  await page.getByRole("button", { name: "되돌리기" }).click();
  await page.getByText("확인할 입금에 다시 나타납니다").waitFor();
  await page.getByRole("group", { name: "보기" }).getByRole("button", { name: "확인할 입금" }).click();
  await page.getByRole("list", { name: "입금" }).getByRole("link", { name: "이영희" }).waitFor();
  await page.getByText("제외 되돌림").waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});

test("of two reports of what may be one transfer the later is held, linked, and released as the second of two", async () => {
  const made = await shop();
  const { owner, ws, account } = made;
  const { forward } = await connect(made);
  await forward(kb(account, "입금", 35_000, "박하늘"));
  await forward(kb(account, "입금", 35_000, "박하늘(주)"));
  const { page, context, complaints } = await visit(`/w/${ws}/deposits`, { token: owner.token });
  await page.getByText("한 번의 이체를 두 번 알린 것일 수 있습니다").waitFor();
  const link = page.getByRole("complementary").getByRole("link", { name: "입금 #1" }).first();
  await link.waitFor();
  await sound(page);
  await shoot(page, "deposits-twin");
  await page.getByRole("button", { name: "보류 풀기" }).click();
  const question = page.getByRole("dialog", { name: "두 건의 서로 다른 입금이 맞습니까?" });
  await question.getByRole("button", { name: "확인했고 보류 풀기" }).click();
  await page.getByText("보류를 풀었습니다").waitFor();
  await page.getByText("보류 풀림").waitFor();
  await link.click();
  await page.getByRole("heading", { name: "입금 #1" }).waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});

test("what changed since it was shown is not released", async () => {
  const made = await shop();
  const { owner, ws, account } = made;
  const { forward } = await connect(made);
  await forward(kb(account, "입금", 36_000, "박하늘", 936_000), null);
  const { page, context } = await visit(`/w/${ws}/deposits`, { token: owner.token });
  await page.getByRole("button", { name: "보류 풀기" }).click();
  const question = page.getByRole("dialog", { name: "보류를 풀까요?" });
  await question.waitFor();
  const [deposit] = await owner.call<{ id: number }[]>("GET", `/workspaces/${ws}/deposits`);
  const path = `/workspaces/${ws}/deposits/${deposit?.id}`;
  await owner.call("POST", `${path}/dismiss`, { reason: "OTHER" });
  await owner.call("POST", `${path}/restore`, {});
  await question.getByRole("button", { name: "확인했고 보류 풀기" }).click();
  await page.getByText("그 사이 입금이 바뀌었습니다").waitFor();
  const now = await owner.call<{ state: string }>("GET", path);
  expect(now.state).toBe("HELD");
  await context.close();
});

test("an owner approves a sender, sees what that pays, and takes the approval back; a viewer sees no such button", async () => {
  const made = await shop();
  const { owner, ws, account, place } = made;
  const { forward } = await connect(made);
  const { id } = await place("E-6", 37_000, "박하늘");
  await place("E-7", 37_000, "김철수");
  await forward(kb(account, "입금", 37_000, "박하늘", 937_000), "02-123-4567");
  await forward(kb(account, "입금", 38_000, "이영희", 975_000), "02 123 4567");
  const viewer = await person("최보람");
  const invited = { email: viewer.email, role: "VIEWER" };
  const { code } = await owner.call<{ code: string }>("POST", `/workspaces/${ws}/invitations`, invited);
  await viewer.call("POST", "/invitations/accept", { code });
  const looking = await visit(`/w/${ws}/deposits`, { token: viewer.token });
  await looking.page.getByText("은행 번호 목록에 없는 번호에서 온 문자입니다").waitFor();
  for (const name of ["이 번호 승인하기", "보류 풀기", "제외"]) {
    expect(await looking.page.getByRole("button", { name, exact: true }).count()).toBe(0);
  }
  await looking.context.close();

  const { page, context, complaints } = await visit(`/w/${ws}/deposits`, { token: owner.token });
  await page.getByRole("button", { name: "이 번호 승인하기" }).click();
  const dialog = page.getByRole("dialog", { name: "이 번호를 은행의 번호로 승인할까요?" });
  await dialog.getByText("이 번호라서 보류된 입금 2건").waitFor();
  await dialog.getByText(/입금 37,000원/).waitFor();
  await dialog.getByText(/주문 E-6 ← 입금/).waitFor();
  expect(await dialog.getByText(/주문 E-7/).count()).toBe(0);
  await sound(page);
  await shoot(page, "deposits-approve", false);
  await dialog.getByRole("button", { name: "확인했고 승인" }).click();
  await page.getByText("승인했고").waitFor();
  const order = () => owner.call<{ status: string }>("GET", `/workspaces/${ws}/orders/${id}`);
  await expect.poll(async () => (await order()).status).toBe("MATCHED");

  await page.goto(`${origin}/w/${ws}/settings`);
  await page.getByText("021234567").first().waitFor();
  await sound(page);
  await shoot(page, "settings-senders");
  await page.getByRole("button", { name: "021234567 승인 취소" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "승인 취소" }).click();
  await page.getByText("승인한 번호가 없습니다").waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});

test("a deposit that a person types has no time until they type one", async () => {
  const { owner, ws } = await shop();
  const { page, context, complaints } = await visit(`/w/${ws}/deposits`, { token: owner.token });
  await page.getByRole("button", { name: "입금 직접 등록" }).click();
  const form = page.getByRole("dialog", { name: "입금 직접 등록" });
  const at = form.getByLabel("입금 시각 (한국 시각)");
  expect(await at.inputValue()).toBe("");
  await form.getByLabel("금액").fill("15000");
  await form.getByLabel("입금자").fill("홍길동");
  await form.getByRole("button", { name: "등록", exact: true }).click();
  expect(await at.evaluate((input: HTMLInputElement) => input.validity.valueMissing)).toBe(true);
  expect(await owner.call<unknown[]>("GET", `/workspaces/${ws}/deposits`)).toEqual([]);
  const now = new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 16);
  await at.fill(now);
  await form.getByRole("button", { name: "등록", exact: true }).click();
  await page.getByText("입금을 등록했습니다").waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});

test("an order whose name can match nothing is marked when it is placed, in the list, and beside it", async () => {
  const { owner, ws } = await shop();
  const { page, context, complaints } = await visit(`/w/${ws}/orders?new=1`, { token: owner.token, viewport: PHONE });
  const form = page.getByRole("dialog", { name: "주문 등록" });
  await form.getByLabel("주문번호").fill("W-1");
  await form.getByLabel("금액").fill("39000");
  await form.getByLabel("입금자명").fill("홍*동");
  await form.getByRole("button", { name: "등록", exact: true }).click();
  await page.getByText("자동으로 연결되지 않습니다").waitFor();
  await page.getByText("이름 확인").waitFor();
  await sound(page);
  await shoot(page, "orders-warned-phone");
  await page.getByRole("link", { name: "W-1" }).click();
  await page.getByRole("dialog", { name: "W-1" }).getByText("자동으로 연결되지 않습니다").waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});
