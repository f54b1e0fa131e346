/** From an empty shop to the first deposit that came by its phone, with all presses counted. */
import { expect, test } from "vitest";
import { counted } from "./counted";
import { BANK, connect, DESKTOP, kb, PHONE, person, shoot, shop, sound, visit, withBrowser } from "./world";

withBrowser();

/** What a phone's app does with a text that came. */
async function forward(url: string, raw_sms: string, sender: string): Promise<void> {
  const body = JSON.stringify({ raw_sms, sender, received_at: new Date().toISOString() });
  const answer = await fetch(url, { method: "POST", headers: { "Content-Type": "application/json" }, body });
  if (!answer.ok) throw new Error(await answer.text());
}

test("an account and a phone are connected and tested in nine presses, and a deposit comes", async () => {
  for (const viewport of [DESKTOP, PHONE]) {
    const owner = await person();
    const { id: ws } = await owner.call<{ id: number }>("POST", "/workspaces", { name: "달빛상점" });
    const { page, context, complaints } = await visit(`/w/${ws}/today`, { token: owner.token, viewport });
    const account = `${String(Date.now()).slice(-6)}-04-${String(process.pid).padStart(6, "0").slice(-6)}`;
    await page.getByRole("link", { name: "계좌 추가하기" }).waitFor();
    const presses = await counted(page);

    await page.getByRole("link", { name: "계좌 추가하기" }).click();
    await page.getByRole("combobox", { name: "은행" }).fill("국민");
    await page.getByRole("option", { name: /국민/ }).click();
    await page.getByLabel("계좌번호").fill(account);
    await page.getByLabel("예금주").fill("박서연");
    await page.getByRole("button", { name: "추가", exact: true }).click();
    await page.getByText(account).waitFor();

    await page.getByRole("navigation").getByRole("link", { name: "오늘" }).click();
    await page.getByRole("link", { name: "휴대폰 추가하기" }).click();
    await page.getByLabel("휴대폰 번호").fill("010-0000-0000");
    await page.getByRole("button", { name: "추가하고 주소 만들기" }).click();
    const url = (await page.getByRole("region", { name: "전용 주소" }).textContent()) ?? "";
    await page.getByRole("button", { name: "문자 시험하기" }).click();
    const text = (await page.getByRole("region", { name: "시험 문자" }).textContent()) ?? "";
    await page.getByText("시험 문자를 기다리고 있습니다").waitFor();
    await forward(url, text, "01000000000");
    await page.getByText("문자가 잘 옵니다").waitFor();
    await sound(page);
    await shoot(page, `setup-${viewport.width}`, false);
    await page.getByRole("button", { name: "완료" }).click();

    await page.getByRole("navigation").getByRole("link", { name: "오늘" }).click();
    await forward(url, kb(account, "입금", 14_510, "홍길동", 914_510), BANK);
    await page.getByRole("link", { name: "홍길동" }).waitFor();
    expect(await presses()).toBe(9);
    expect(complaints).toEqual([]);
    await context.close();
  }
});

test("the third step says what is left of it: a silent phone is tested, and without one none is named", async () => {
  const silent = await shop();
  await connect(silent);
  const { page, context } = await visit(`/w/${silent.ws}/today`, { token: silent.owner.token });
  await page.getByRole("link", { name: "휴대폰 문자 시험하기" }).click();
  await page.waitForURL(`**/w/${silent.ws}/phones`);
  await page.getByRole("button", { name: /문자 시험/ }).waitFor();
  await context.close();

  const open = await shop();
  await open.pay("홍길동", 14_510);
  const second = await visit(`/w/${open.ws}/today`, { token: open.owner.token });
  await second.page.getByText("은행 문자 받기").waitFor();
  expect(await second.page.getByText("휴대폰 추가하기").count()).toBe(0);
  await second.context.close();
});
