/** Several suggestions accepted by one press. */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { bigEnough } from "./targets";
import { origin, PHONE, type Shop, shoot, shop, sound, visit, withBrowser } from "./world";

withBrowser();

interface Stands {
  status: string;
  state: string;
}

/** The page sees what the API proposes for these deposits ten minutes after they came. */
async function tenMinutesLater(page: Page, { owner, ws }: Shop, capped: boolean): Promise<void> {
  await page.route(`**/workspaces/${ws}/proposals`, async (route) => {
    const deposits = await owner.call<{ id: number }[]>("GET", `/workspaces/${ws}/deposits?is_matched=false`);
    const items: unknown[] = [];
    for (const { id } of deposits.toReversed()) {
      items.push(...(await owner.call<unknown[]>("GET", `/workspaces/${ws}/deposits/${id}/proposals`)));
    }
    await route.fulfill({ json: { as_of: new Date().toISOString(), capped, items } });
  });
}

async function open(made: Shop, looks: Parameters<typeof visit>[1] = {}, capped = false) {
  const visited = await visit("/login", { token: made.owner.token, ...looks });
  await tenMinutesLater(visited.page, made, capped);
  await visited.page.goto(`${origin}/w/${made.ws}/deposits`);
  return visited;
}

/** An order of a customer whose phone is known. */
const ordered = ({ owner, ws }: Shop, order_number: string, amount: number) =>
  owner.call<{ id: number }>("POST", `/workspaces/${ws}/orders`, {
    order_number,
    amount,
    depositor_name: "김철수",
    customer_phone: "010-0000-0000",
  });

test("the certain ones are selected, each result is told, and one press undoes all that was accepted", async () => {
  const made = await shop();
  const { owner, ws, place, pay } = made;
  const { id: misspelt } = await place("S-1", 14_510, "홍길동");
  const { id: one } = await ordered(made, "S-2", 30_000);
  const { id: other } = await ordered(made, "S-3", 12_500);
  const { id: inParts } = await place("S-4", 90_000, "박민수");
  const { id: short } = await place("S-5", 50_000, "이영희");
  await pay("홍길덩", 14_510);
  await pay("김철수", 42_500);
  await pay("박민수", 60_000);
  const { deposit_id: second } = await pay("박민수", 30_000);
  await pay("이영희", 49_500);
  const status = async (order: number) => (await owner.call<Stands>("GET", `/workspaces/${ws}/orders/${order}`)).status;
  const { page, context, complaints } = await open(made);

  await page.getByText("한 번에 처리할 수 있는 제안이 4건 있습니다.").waitFor();
  const list = page.getByRole("list", { name: "입금" });
  expect(await list.getByText("제안 있음").count()).toBe(5);
  expect(await list.getByText("주문 찾는 중").count()).toBe(0);
  await sound(page);
  await shoot(page, "several-offer", false);
  await page.getByRole("button", { name: "모아서 처리" }).click();
  const dialog = page.getByRole("dialog", { name: "제안 모아서 처리" });
  await dialog.getByText("→ S-5").waitFor();
  // A person decides about what is missing, and whether a likely name is the customer's.
  const selected = () => dialog.getByRole("listitem").getByRole("checkbox", { checked: true }).count();
  expect(await selected()).toBe(2);
  await dialog.getByLabel("모두 고르기").click();
  expect(await selected()).toBe(4);
  await dialog.getByLabel(/S-5/).click();
  await sound(page);
  await bigEnough(page, "several");
  await shoot(page, "several", false);

  // The keys of what lies behind the dialog press nothing.
  await dialog.getByRole("button", { name: "취소" }).focus();
  await page.keyboard.press("a");
  await page.waitForLoadState("networkidle");
  expect(await status(short)).toBe("PENDING");

  // Meanwhile somebody dismisses a part of one of them.
  await owner.call("POST", `/workspaces/${ws}/deposits/${second}/dismiss`, { reason: "PRIVATE" });
  await dialog.getByRole("button", { name: "3건 처리" }).click();
  await dialog.getByText("2건을 처리했고, 1건은 처리하지 못했습니다.").waitFor();
  await dialog.getByText("처리하지 못함: 제안을 계산한 뒤 입금이나 주문이 바뀌었습니다").waitFor();
  expect(await dialog.getByText("처리됨", { exact: true }).count()).toBe(2);
  const paid = ["MATCHED", "MATCHED", "MATCHED", "PENDING", "PENDING"];
  expect(await Promise.all([misspelt, one, other, inParts, short].map(status))).toEqual(paid);
  await sound(page);
  await shoot(page, "several-result", false);

  await dialog.getByRole("button", { name: "처리한 2건 되돌리기" }).click();
  await dialog.getByText("되돌림", { exact: true }).first().waitFor();
  expect(await dialog.getByText("되돌림", { exact: true }).count()).toBe(2);
  expect(await Promise.all([misspelt, one, other].map(status))).toEqual(["PENDING", "PENDING", "PENDING"]);
  await dialog.getByText("처리하지 못함").first().waitFor();
  await dialog.getByRole("button", { name: "닫기" }).last().click();
  await dialog.waitFor({ state: "detached" });
  expect(complaints).toEqual([]);
  await context.close();
});

test("what there was no time for is accepted by the next press", async () => {
  const made = await shop();
  const { owner, ws, place, pay } = made;
  await place("N-1", 14_510, "홍길동");
  await place("N-2", 90_000, "박민수");
  await pay("홍길덩", 14_510);
  await pay("박민수", 60_000);
  await pay("박민수", 30_000);
  const { page, context, complaints } = await open(made, { viewport: PHONE, colorScheme: "dark" });
  let calls = 0;
  await page.route(`**/workspaces/${ws}/proposals/accept`, async (route) => {
    calls += 1;
    if (calls > 1) return route.continue();
    const [first, ...others] = route.request().postDataJSON().proposal_ids;
    const answer = await route.fetch({ postData: JSON.stringify({ proposal_ids: [first] }) });
    const untried = others.map((proposal_id: string) => ({
      proposal_id,
      outcome: "NOT_TRIED",
      code: null,
      message: "",
    }));
    await route.fulfill({ json: { results: [...(await answer.json()).results, ...untried] } });
  });
  await page.getByRole("button", { name: "모아서 처리" }).click();
  const dialog = page.getByRole("dialog", { name: "제안 모아서 처리" });
  await dialog.getByLabel("모두 고르기").click();
  await dialog.getByRole("button", { name: "2건 처리" }).click();
  await dialog.getByText("시간이 모자라 아직 처리하지 않음").waitFor();
  await sound(page);
  await bigEnough(page, "several on a phone");
  await shoot(page, "several-phone-dark", false);
  await dialog.getByRole("button", { name: "1건 처리", exact: true }).click();
  await dialog.getByText("2건을 처리했습니다.").waitFor();
  const statuses = async () =>
    (await owner.call<Stands[]>("GET", `/workspaces/${ws}/orders`)).map((order) => order.status);
  expect(await statuses()).toEqual(["MATCHED", "MATCHED"]);
  // Whoever closes it too early undoes it all the same.
  await dialog.getByRole("button", { name: "닫기" }).last().click();
  const told = page.locator(".mantine-Notification-root", { hasText: "2건을 처리했습니다." });
  await told.getByRole("button", { name: "되돌리기" }).click();
  await page.getByText("되돌렸습니다. 이미 보낸 알림은 남습니다.").waitFor();
  expect(await statuses()).toEqual(["PENDING", "PENDING"]);
  expect(complaints).toEqual([]);
  await context.close();
});

test("an undo that was cut off is finished by the next press, which leaves alone what was matched anew", async () => {
  const made = await shop();
  const { owner, ws, place, pay } = made;
  await place("U-1", 14_510, "홍길동");
  const { id: order } = await place("U-2", 90_000, "박민수");
  await pay("홍길덩", 14_510);
  const { deposit_id: first } = await pay("박민수", 60_000);
  const { deposit_id: second } = await pay("박민수", 30_000);
  const { page, context, complaints } = await open(made);
  let calls = 0;
  await page.route(`**/workspaces/${ws}/matches/${second}/unmatch`, async (route) => {
    calls += 1;
    if (calls > 1) return route.continue();
    await route.fulfill({ status: 503, json: { code: "unavailable", detail: "" } });
  });
  await page.getByRole("button", { name: "모아서 처리" }).click();
  const dialog = page.getByRole("dialog", { name: "제안 모아서 처리" });
  await dialog.getByLabel("모두 고르기").click();
  await dialog.getByRole("button", { name: "2건 처리" }).click();
  await dialog.getByRole("button", { name: "처리한 2건 되돌리기" }).click();
  await dialog.getByText(`되돌리지 못함: 입금 #${second}.`).waitFor();
  await sound(page);
  await shoot(page, "several-half-undone", false);
  complaints.length = 0;

  const { id: other } = await place("U-3", 60_000, "박민수");
  await owner.call("POST", `/workspaces/${ws}/matches/manual`, { deposit_id: first, order_id: other });
  await dialog.getByRole("button", { name: "처리한 1건 되돌리기" }).click();
  await dialog.getByText("되돌렸습니다. 이미 보낸 알림은 남습니다.").waitFor();
  const status = async (id: number) => (await owner.call<Stands>("GET", `/workspaces/${ws}/orders/${id}`)).status;
  expect(await Promise.all([order, other].map(status))).toEqual(["PENDING", "MATCHED"]);
  expect(complaints).toEqual([]);
  await context.close();
});

test("a duplicate is dismissed with others, and comes back with them", async () => {
  const made = await shop();
  const { owner, ws, place, pay } = made;
  await place("D-1", 14_510, "홍길동");
  await pay("홍길덩", 14_510);
  const [account] = await owner.call<{ id: number }[]>("GET", `/workspaces/${ws}/bank-accounts`);
  const deposited_at = new Date(Date.now() - 60_000).toISOString();
  const twice = { bank_account_id: account?.id, amount: 8_000, depositor_name: "박민수", deposited_at };
  await owner.call("POST", `/workspaces/${ws}/deposits`, twice);
  const { id: twin } = await owner.call<{ id: number }>("POST", `/workspaces/${ws}/deposits`, twice);
  const state = async () => (await owner.call<Stands>("GET", `/workspaces/${ws}/deposits/${twin}`)).state;
  const { page, context, complaints } = await open(made, { language: "en" }, true);
  await page.getByText("Too much is waiting to compare everything, so there may be more suggestions.").waitFor();
  await page.getByRole("button", { name: "Accept several" }).click();
  const dialog = page.getByRole("dialog", { name: "Accept several suggestions" });
  const row = dialog.getByRole("listitem").filter({ hasText: "already told about" });
  await row.getByText(`Looks like deposit #${twin - 1} · 박민수 · ₩8,000`).waitFor();
  expect(await row.locator("time").count()).toBe(2);
  await dialog.getByLabel("Select all").click();
  await sound(page);
  await shoot(page, "several-english", false);
  await dialog.getByRole("button", { name: "Accept 2" }).click();
  await dialog.getByText("2 accepted.").waitFor();
  expect(await state()).toBe("DISMISSED");
  await dialog.getByRole("button", { name: "Undo 2" }).click();
  await dialog.getByText("Undone. What was already sent stays sent.").waitFor();
  expect(await state()).toBe("HELD");
  expect(complaints).toEqual([]);
  await context.close();
});
