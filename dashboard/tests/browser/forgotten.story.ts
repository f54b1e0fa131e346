import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { expect, inject, test } from "vitest";
import { origin, PHONE, person, shoot, shop, sound, visit, withBrowser } from "./world";

withBrowser();

const mails = inject("mails");

/** The link of the one mail to an address: each is a file of the program. */
async function linkTo(email: string): Promise<string> {
  for (const started = Date.now(); Date.now() - started < 20_000; await wait(50)) {
    const files = existsSync(mails) ? readdirSync(mails).filter((name) => name.endsWith(".eml")) : [];
    const mine = files
      .map((name) => readFileSync(join(mails, name), "utf8"))
      .filter((mail) => mail.includes(`\r\nTo: ${email}\r\n`));
    const [head = "", ...lines] = mine.at(-1)?.split("\r\n\r\n") ?? [];
    const body = lines.join("\r\n\r\n");
    // Long lines are broken by an equals sign (RFC 2045, 6.7).
    const text = head.includes("base64") ? Buffer.from(body, "base64").toString("utf8") : body.replaceAll("=\r\n", "");
    const link = /^https?:\S+$/m.exec(text)?.[0];
    if (link !== undefined) return link;
  }
  throw new Error(`no mail came to ${email}`);
}

test("a forgotten password is chosen anew by a mail's link, in the phone's language", async () => {
  const someone = await person("최보람");
  const { page, context, complaints } = await visit("/login", { viewport: PHONE });
  await page.getByRole("link", { name: "비밀번호를 잊으셨나요?" }).click();
  await page.getByRole("heading", { name: "비밀번호 다시 정하기" }).waitFor();
  await sound(page);
  await page.getByLabel("이메일").fill(someone.email);
  await page.getByRole("button", { name: "링크 받기" }).click();
  await page.getByText("메일이 갑니다").waitFor();
  await shoot(page, "forgotten-phone", false);
  const link = new URL(await linkTo(someone.email));
  expect(link.origin).toBe(origin);
  await page.goto(link.href);
  await page.getByLabel("새 비밀번호").fill("too short");
  await page.getByRole("button", { name: "새 비밀번호 정하기" }).click();
  await page.getByText("10자 이상으로 정해 주세요.").waitFor();
  await page.getByLabel("새 비밀번호").fill("seven brown kettles");
  await sound(page);
  await shoot(page, "reset-password-phone", false);
  await page.getByRole("button", { name: "새 비밀번호 정하기" }).click();
  await page.getByText("비밀번호를 새로 정했습니다").waitFor();
  await page.getByLabel("이메일").fill(someone.email);
  await page.locator("input[autocomplete$=password]").fill("seven brown kettles");
  await page.getByRole("button", { name: "로그인" }).click();
  await page.getByText("가게 이름을 알려 주세요").waitFor();
  expect(complaints).toEqual([]);
  await page.goto(`${link.href}`);
  await page.getByLabel("새 비밀번호").fill("eight brown kettles");
  await page.getByRole("button", { name: "새 비밀번호 정하기" }).click();
  await page.getByText("링크가 올바르지 않거나 이미 썼거나").waitFor();
  await context.close();
});

test("in English the page and the mail are English", async () => {
  const { owner } = await shop();
  const { page, context } = await visit("/forgot-password", { language: "en" });
  await page.getByLabel("Email").fill(owner.email);
  await page.getByRole("button", { name: "Send the link" }).click();
  await page.getByText("an email is on its way").waitFor();
  await sound(page);
  await page.goto(await linkTo(owner.email));
  await page.getByRole("heading", { name: "Choose a new password" }).waitFor();
  await sound(page);
  await context.close();
});

test("a person chooses what they are mailed of and when not, and a test mail comes", async () => {
  const { owner, ws } = await shop();
  const { page, context, complaints } = await visit(`/w/${ws}/settings`, { token: owner.token });
  const card = page.locator("section", { has: page.getByRole("heading", { name: "알림 메일" }) });
  await card.getByLabel("나에게 메일로 알리기").click();
  const paid = card.getByLabel("입금이 확인된 주문");
  await paid.click();
  await expect.poll(() => paid.isChecked()).toBe(true);
  await card.getByLabel("메일을 보내지 않는 시간").click();
  await card.getByLabel("시작").fill("23:30");
  await card.getByLabel("끝", { exact: true }).focus();
  const kept = () => owner.call<object>("GET", `/workspaces/${ws}/reminder`);
  await expect.poll(kept).toMatchObject({
    is_on: true,
    kinds: ["DEPOSITS", "REVERSALS", "ORDERS"],
    quiet_hours: { from: 1410, until: 480 },
  });
  await sound(page);
  await shoot(page, "reminder", false);
  await card.getByRole("button", { name: "시험 메일 보내기" }).click();
  expect(await linkTo(owner.email)).toBe(`${origin}/w/${ws}`);
  expect(complaints).toEqual([]);
  await context.close();
});
