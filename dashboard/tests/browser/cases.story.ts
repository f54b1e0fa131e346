/** What matching by name and amount leaves over: each is put right in at most two presses, which are counted. */
import { expect, test } from "vitest";
import { look, type Stands, suggested } from "./counted";
import { connect, kb, type Shop, shop, withBrowser } from "./world";

withBrowser();

/** A deposit that a person typed, of this very moment. */
async function typed({ owner, ws }: Shop, depositor_name: string, amount: number): Promise<number> {
  const [account] = await owner.call<{ id: number }[]>("GET", `/workspaces/${ws}/bank-accounts`);
  const deposited_at = new Date().toISOString();
  const deposit = { bank_account_id: account?.id, amount, depositor_name, deposited_at };
  return (await owner.call<{ id: number }>("POST", `/workspaces/${ws}/deposits`, deposit)).id;
}

test("a difference of 500 won: one press", async () => {
  const made = await shop();
  const { id } = await made.place("K-1", 50_000, "이영희");
  await made.pay("이영희", 49_500);
  const { page, press, order, done } = await look(made);
  await press(suggested(page, "500원 모자람", "모자란 채로 연결"));
  await page.getByText("주문 K-1에 연결했습니다.").waitFor();
  expect(await order(id)).toEqual({ status: "MATCHED", amount_received: 49_500 });
  await done(1);
});

test("one transfer for two orders: one press for those of one customer, two where only the name tells", async () => {
  const made = await shop();
  const { owner, ws, pay } = made;
  const ordered = (order_number: string, amount: number, depositor_name: string, customer_phone?: string) =>
    owner.call<{ id: number }>("POST", `/workspaces/${ws}/orders`, {
      order_number,
      amount,
      depositor_name,
      customer_phone,
    });
  const phone = "010-0000-0000";
  const known = [await ordered("K-1", 30_000, "김철수", phone), await ordered("K-2", 12_500, "김철수", phone)];
  await pay("김철수", 42_500);
  const one = await look(made);
  await one.press(suggested(one.page, "여러 주문을 한 번에", "연결"));
  await one.page.getByText("주문 K-1, K-2에 연결했습니다.").waitFor();
  for (const { id } of known) expect(await one.order(id)).toMatchObject({ status: "MATCHED" });
  await one.done(1);

  const named = [await ordered("K-3", 21_000, "박민수"), await ordered("K-4", 9_000, "박민수")];
  await pay("박민수", 30_000);
  const two = await look(made);
  await two.press(suggested(two.page, "여러 주문을 한 번에", "연결"));
  await two.press(two.page.getByRole("dialog").getByRole("button", { name: "연결" }));
  await two.page.getByText("주문 K-3, K-4에 연결했습니다.").waitFor();
  for (const { id } of named) expect(await two.order(id)).toMatchObject({ status: "MATCHED" });
  await two.done(2);
});

test("two instalments: one press for the first, and the second pays by itself", async () => {
  const made = await shop();
  const { id } = await made.place("K-1", 100_000, "김철수");
  await made.pay("김철수", 60_000);
  const { page, press, order, done } = await look(made);
  await press(suggested(page, "일부를 먼저", "나머지를 더 받기"));
  await page.getByText("확인할 입금이 없습니다").waitFor();
  expect(await order(id)).toEqual({ status: "PENDING", amount_received: 60_000 });
  await made.pay("김철수", 40_000);
  expect(await order(id)).toEqual({ status: "MATCHED", amount_received: 100_000 });
  await done(1);
});

test("a payment after the deadline: two presses, the second after a look at what differs", async () => {
  const made = await shop();
  const { owner, ws } = made;
  const due = Date.now() + 1_500;
  const late = {
    order_number: "K-1",
    amount: 25_000,
    depositor_name: "한소희",
    expires_at: new Date(due).toISOString(),
  };
  const { id } = await owner.call<{ id: number }>("POST", `/workspaces/${ws}/orders`, late);
  await expect.poll(() => Date.now(), { timeout: 5_000 }).toBeGreaterThan(due);
  await typed(made, "한소희", 25_000);
  const { page, press, order, done } = await look(made);
  expect(await order(id)).toEqual({ status: "PENDING", amount_received: 0 });
  await press(page.getByRole("button", { name: "주문 K-1 연결" }));
  const sure = page.getByRole("dialog", { name: "서로 다른 점이 있습니다" });
  await sure.getByText("기한").first().waitFor();
  await press(sure.getByRole("button", { name: "그래도 연결" }));
  await page.getByText("연결했습니다").first().waitFor();
  expect(await order(id)).toEqual({ status: "MATCHED", amount_received: 25_000 });
  await done(2);
});

test("the bank takes a payment back: no press where a rule had matched it, two where a person had", async () => {
  const made = await shop();
  const { owner, ws, account, place } = made;
  const { forward } = await connect(made);
  const { id: clear } = await place("K-1", 18_000, "최지우");
  await forward(kb(account, "입금", 18_000, "최지우", 518_000));
  await forward(kb(account, "입금취소", 18_000, "최지우", 500_000));
  const { id } = await place("K-2", 21_000, "김철수");
  await forward(kb(account, "입금", 21_000, "박하늘", 521_000));
  const [paid] = await owner.call<{ id: number }[]>("GET", `/workspaces/${ws}/deposits`);
  await owner.call("POST", `/workspaces/${ws}/matches/manual`, { deposit_id: paid?.id, order_id: id });
  await forward(kb(account, "입금취소", 21_000, "박하늘", 500_000));
  const { page, press, order, done } = await look(made, "inbox");
  expect(await order(clear)).toEqual({ status: "PENDING", amount_received: 0 });
  expect(await order(id)).toMatchObject({ status: "MATCHED" });
  await press(page.getByRole("button", { name: /취소됨$/ }));
  await press(page.getByRole("dialog").getByRole("button", { name: "취소된 입금으로 정하기" }));
  await page.getByText("다시 입금을 기다립니다").last().waitFor();
  await expect.poll(() => order(id)).toEqual({ status: "PENDING", amount_received: 0 });
  await done(2);
});

test("somebody else pays: two presses, the second after a look at what differs", async () => {
  const made = await shop();
  const { id } = await made.place("K-1", 33_000, "정해인");
  await made.pay("오하늘", 33_000);
  const { page, press, order, done } = await look(made);
  await press(page.getByRole("button", { name: "주문 K-1 연결" }));
  await press(
    page.getByRole("dialog", { name: "서로 다른 점이 있습니다" }).getByRole("button", { name: "그래도 연결" }),
  );
  await page.getByText("연결했습니다").first().waitFor();
  expect(await order(id)).toEqual({ status: "MATCHED", amount_received: 33_000 });
  await done(2);
});

test("ordered twice and paid once: one press, for the order that came first", async () => {
  const made = await shop();
  const { id: first } = await made.place("K-1", 27_000, "윤지아");
  const { id: second } = await made.place("K-2", 27_000, "윤지아");
  await made.pay("윤지아", 27_000);
  const { page, press, order, done } = await look(made);
  await press(suggested(page, "이름과 금액이 같은 주문", "연결"));
  await page.getByText("주문 K-1에 연결했습니다.").waitFor();
  expect(await order(first)).toMatchObject({ status: "MATCHED" });
  expect(await order(second)).toMatchObject({ status: "PENDING" });
  await done(1);
});

test("the same payment told twice: one press dismisses it, and one brings it back", async () => {
  const made = await shop();
  const { owner, ws } = made;
  const [account] = await owner.call<{ id: number }[]>("GET", `/workspaces/${ws}/bank-accounts`);
  const deposited_at = new Date(Date.now() - 60_000).toISOString();
  const told = { bank_account_id: account?.id, amount: 8_000, depositor_name: "박민수", deposited_at };
  await owner.call("POST", `/workspaces/${ws}/deposits`, told);
  const { id: twin } = await owner.call<{ id: number }>("POST", `/workspaces/${ws}/deposits`, told);
  const state = async () => (await owner.call<Stands>("GET", `/workspaces/${ws}/deposits/${twin}`)).state;
  const { page, press, done } = await look(made);
  await press(suggested(page, "같은 입금이 두 번", "중복으로 제외"));
  const undo = page
    .getByText(/제외했습니다/)
    .locator("..")
    .getByRole("button", { name: "되돌리기" });
  await undo.waitFor();
  expect(await state()).toBe("DISMISSED");
  await press(undo);
  await page.getByText("되돌렸습니다. 이미 보낸 알림은 남습니다.").waitFor();
  expect(await state()).toBe("HELD");
  await done(2);
});

test("money for an order that was cancelled: one press reopens and pays it, or tells that it was sent back", async () => {
  const made = await shop();
  const { owner, ws, place, pay } = made;
  const cancelled = async (number: string, amount: number) => {
    const { id } = await place(number, amount, "오세훈");
    await owner.call("PATCH", `/workspaces/${ws}/orders/${id}`, { status: "CANCELLED" });
    return id;
  };
  const again = await cancelled("K-1", 44_000);
  await pay("오세훈", 44_000);
  const one = await look(made);
  await one.press(suggested(one.page, "취소한 주문", "주문을 되살려 연결"));
  await one.page.getByText("주문 K-1에 연결했습니다.").waitFor();
  expect(await one.order(again)).toEqual({ status: "MATCHED", amount_received: 44_000 });
  await one.done(1);

  const over = await cancelled("K-2", 46_000);
  const { deposit_id: back } = await pay("오세훈", 46_000);
  const two = await look(made);
  await two.press(suggested(two.page, "취소한 주문", "환불한 돈으로 제외"));
  await two.page.getByText(/제외했습니다/).waitFor();
  const { state } = await owner.call<Stands>("GET", `/workspaces/${ws}/deposits/${back}`);
  expect([state, await two.order(over)]).toEqual(["DISMISSED", { status: "CANCELLED", amount_received: 0 }]);
  await two.done(1);
});
