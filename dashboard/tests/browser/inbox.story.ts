import { expect, test } from "vitest";
import { connect, origin, PHONE, shoot, shop, sound, kb as text, visit, withBrowser } from "./world";

withBrowser();

function kb(account: string, ...lines: string[]): string {
  const at = new Date(Date.now() + 9 * 3_600_000).toISOString();
  return ["[Web발신]", `국민 ${at.slice(5, 7)}/${at.slice(8, 10)} ${at.slice(11, 16)}`, account, ...lines].join("\n");
}

test("a message that nobody could read is entered by hand and pays its order", async () => {
  const made = await shop();
  const { owner, ws, account } = made;
  const { forward } = await connect(made);
  await made.place("M-1", 37_000, "홍길동");
  await forward(kb(account, "입금 37,000원", "수수료 500원", "잔액 900,000원", "홍길동"));
  const { page, context, complaints } = await visit(`/w/${ws}/today`, { token: owner.token });
  await page.getByRole("main").getByRole("link", { name: "확인할 문자 1건" }).waitFor();
  await page.getByRole("link", { name: "문자함 확인할 문자 1건" }).waitFor();
  await sound(page);
  await shoot(page, "today-unread");
  await page.getByRole("main").getByRole("link", { name: "확인할 문자 1건" }).click();
  await page.getByRole("heading", { name: "읽은 내용" }).waitFor();
  await page.getByText("계산대 휴대폰").waitFor();
  await sound(page);
  await shoot(page, "inbox-unread");
  await page.getByRole("button", { name: "다시 읽기" }).click();
  await page.getByText("아직 입금으로 볼 수 없습니다").waitFor();

  await page.getByRole("button", { name: "직접 입력" }).click();
  const dialog = page.getByRole("dialog", { name: "직접 입력" });
  await dialog.getByText("수수료 500원").waitFor();
  await dialog.getByLabel("금액").fill("37000");
  await dialog.getByLabel("입금자").fill("홍길동");
  expect(await dialog.getByLabel("입금 시각 (한국 시각)").inputValue()).toBe("");
  await dialog
    .getByLabel("입금 시각 (한국 시각)")
    .fill(new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 16));
  await sound(page);
  await dialog.getByRole("button", { name: "등록" }).click();
  await page.getByText("주문과 연결했습니다").waitFor();
  await page.getByRole("link", { name: "M-1" }).first().waitFor();

  await page.getByRole("link", { name: "문자함" }).first().click();
  await page.getByText("확인할 문자가 없습니다").waitFor();
  await page.getByRole("link", { name: "문자함", exact: true }).waitFor();
  await page.getByRole("button", { name: "처리함", exact: true }).click();
  await page.getByRole("link", { name: /입금 #\d+으?로 등록했습니다/ }).waitFor();
  await sound(page);
  expect(complaints).toEqual([]);
  await context.close();
});

test("a message of no account becomes a deposit once its account is added", async () => {
  const made = await shop();
  const { owner, ws } = made;
  const { forward } = await connect(made);
  const other = `7${String(Date.now()).slice(-5)}-04-${String(process.pid).padStart(6, "0").slice(-6)}`;
  await forward(kb(other, "입금 8,800원", "잔액 100,000원", "이영희"));
  const { page, context } = await visit(`/w/${ws}/inbox`, { token: owner.token });
  await page.getByText("등록된 계좌 중에 맞는 것이 없습니다").waitFor();
  await sound(page);
  await owner.call("POST", `/workspaces/${ws}/bank-accounts`, {
    bank_code: "004",
    bank_name: "국민은행",
    account_number: other,
    account_holder: "달빛상점",
  });
  await page.reload();
  await page.getByText("확인할 문자가 없습니다").waitFor();
  await page.getByRole("button", { name: "처리함", exact: true }).click();
  await page.getByText("입금으로 등록", { exact: true }).first().waitFor();
  await context.close();
});

test("messages are put aside one after the other, in English and on a phone", async () => {
  const made = await shop();
  const { owner, ws, account } = made;
  const { forward } = await connect(made);
  await forward(kb(account, "출금 5,000원", "잔액 80,000원", "한가인"));
  await forward(kb(account, "출금 6,000원", "잔액 74,000원", "한가인"));
  const looks = { token: owner.token, language: "en" as const, viewport: PHONE };
  const { page, context, complaints } = await visit(`/w/${ws}/inbox?status=IGNORED`, looks);
  await page.getByRole("list", { name: "Inbox" }).getByRole("link").first().click();
  await page.getByText("It reads as a withdrawal").waitFor();
  await sound(page);
  await shoot(page, "inbox-message-phone-english", false);
  for (const amount of ["6,000", "5,000"]) {
    await page.getByRole("dialog").getByText(`출금 ${amount}원`).waitFor();
    await page.getByRole("button", { name: "Dismiss" }).click();
    const question = page.getByRole("dialog", { name: "Dismiss this message?" });
    await question.getByRole("button", { name: "Dismiss" }).click();
    await question.waitFor({ state: "hidden" });
  }
  await page.getByText("No bank messages about anything other than deposits").waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});

test("a person says which deposit the bank took back, and its order waits again", async () => {
  const made = await shop();
  const { owner, ws, account, place } = made;
  const { forward } = await connect(made);
  const { id } = await place("R-1", 21_000, "김철수");
  await forward(text(account, "입금", 21_000, "박하늘", 921_000));
  await forward(text(account, "입금", 23_000, "박하늘", 944_000));
  const deposits = await owner.call<{ id: number; amount: number }[]>("GET", `/workspaces/${ws}/deposits`);
  const paid = deposits.find((deposit) => deposit.amount === 21_000)?.id;
  await owner.call("POST", `/workspaces/${ws}/matches/manual`, { deposit_id: paid, order_id: id });
  await forward(text(account, "입금취소", 21_000, "박하늘", 923_000));
  const { page, context, complaints } = await visit(`/w/${ws}/inbox`, { token: owner.token });
  await page.getByText("어느 입금인지 알 수 없습니다").waitFor();
  await page.getByRole("heading", { name: "취소된 입금 고르기" }).waitFor();
  const offers = page.getByRole("button", { name: /취소됨$/ });
  await offers.first().waitFor();
  expect(await offers.count()).toBe(1);
  expect(await page.getByRole("button", { name: "직접 입력" }).count()).toBe(0);
  await sound(page);
  await shoot(page, "inbox-reversal");
  await offers.click();
  const question = page.getByRole("dialog", { name: "이 입금을 취소된 것으로 정할까요?" });
  await question.getByRole("button", { name: "취소된 입금으로 정하기" }).click();
  await page.getByText("다시 입금을 기다립니다").last().waitFor();
  await page.getByText("확인할 문자가 없습니다").waitFor();
  const order = await owner.call<{ status: string }>("GET", `/workspaces/${ws}/orders/${id}`);
  expect(order.status).toBe("PENDING");
  await page.getByRole("button", { name: "처리함", exact: true }).click();
  await page.getByText("취소된 것으로 정했습니다").waitFor();
  await page.goto(`${origin}/w/${ws}/orders/${id}`);
  await page.getByText("은행이 입금 취소").waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});
