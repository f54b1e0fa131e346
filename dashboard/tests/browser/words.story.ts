/** What the page says: whose order it may be, and how many there are of what. */
import { expect, test } from "vitest";
import { connect, origin, PHONE, shoot, shop, sound, visit, withBrowser } from "./world";

withBrowser();

test("a deposit with candidates is not said to have none, and each candidate tells whose order it is", async () => {
  const { owner, ws, pay } = await shop();
  const known = { amount: 29_500, customer_phone: "01012345678" };
  const place = (body: object) => owner.call("POST", `/workspaces/${ws}/orders`, body);
  await place({ ...known, order_number: "W-1", depositor_name: "정해인", memo: "빨간 리본" });
  await place({ ...known, order_number: "W-2", depositor_name: "정해수" });
  await pay("정해진", 29_500);
  for (const looks of [{}, { viewport: PHONE }]) {
    const { page, context, complaints } = await visit(`/w/${ws}/deposits/1`, { token: owner.token, ...looks });
    const cards = page.getByRole("listitem").filter({ has: page.getByRole("button", { name: /연결/ }) });
    await cards.first().waitFor();
    expect(await cards.count()).toBe(2);
    await cards.filter({ hasText: "W-1" }).getByText("빨간 리본").waitFor();
    for (const card of await cards.all()) await card.getByText(/01012345678/).waitFor();
    await page.getByText("주문 찾는 중").last().waitFor();
    expect(await page.getByText("주문 없음").count()).toBe(0);
    await sound(page);
    await shoot(page, `candidates-${"viewport" in looks ? "phone" : "wide"}`);
    expect(complaints).toEqual([]);
    await context.close();
  }
});

test("accounts, phones, people and tokens are each counted by their own word", async () => {
  const made = await shop();
  await connect(made);
  const { owner, ws } = made;
  await owner.call("POST", "/auth/tokens", { name: "쇼핑몰 서버" });
  const { page, context } = await visit(`/w/${ws}/today`, { token: owner.token });
  for (const [section, count] of [
    ["accounts", "총 1개"],
    ["phones", "총 1대"],
    ["members", "총 1명"],
    ["tokens", "총 1개"],
    ["audit", "총 5건"],
  ]) {
    await page.goto(`${origin}/w/${ws}/${section}`);
    await page.getByText(count ?? "", { exact: true }).waitFor();
  }
  await page.getByText("조회, 주문, 입금 처리, 관리").waitFor();
  // What has a name is told by it.
  await page.getByText(`계좌 추가 · 국민은행 ${made.account}`).waitFor();
  await page.getByText("휴대폰 추가 · 계산대 휴대폰").waitFor();
  await context.close();
});
