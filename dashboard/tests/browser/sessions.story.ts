import { createHmac } from "node:crypto";
import { expect, test } from "vitest";
import { PHONE, person, shoot, shop, sound, visit, withBrowser } from "./world";

withBrowser();

test("a session that ends leads to the login and back to where the person was", async () => {
  const { owner, ws, place } = await shop();
  await place("C-1", 1_000, "홍길동");
  const { page, context } = await visit(`/w/${ws}/orders?status=PENDING`, { token: owner.token });
  await page.getByRole("link", { name: "C-1" }).waitFor();
  await owner.call("POST", "/auth/logout");
  await page.getByText("로그인 시간이 끝났습니다").waitFor();
  await page.getByLabel("이메일").fill(owner.email);
  await page.locator("input[autocomplete$=password]").fill("not this one");
  await page.getByRole("button", { name: "로그인" }).click();
  await page.getByText("이메일 또는 비밀번호가 맞지 않습니다").waitFor();
  await page.locator("input[autocomplete$=password]").fill(owner.password);
  await page.getByRole("button", { name: "로그인" }).click();
  await page.getByRole("link", { name: "C-1" }).waitFor();
  expect(page.url()).toContain(`/w/${ws}/orders?status=PENDING`);
  await context.close();
});

test("an invitation says who is logged in, and leads over the login of another person to the shop", async () => {
  const { owner, ws } = await shop();
  const [wrong, right] = [await person("박민수"), await person("최보람")];
  const invited = { email: right.email, role: "MEMBER" };
  const { code } = await owner.call<{ code: string }>("POST", `/workspaces/${ws}/invitations`, invited);
  const looks = { token: wrong.token, viewport: PHONE };
  const { page, context, complaints } = await visit(`/invitation#${code}`, looks);
  await page.getByText(`지금 ${wrong.email}으로 로그인되어 있습니다`).waitFor();
  await page.getByRole("button", { name: "참여하기" }).click();
  await page.getByText("다른 이메일로 보낸 초대입니다").waitFor();
  complaints.length = 0;
  await sound(page);
  await shoot(page, "invitation-phone", false);
  await page.getByRole("button", { name: "다른 이메일로 로그인" }).click();
  await page.getByText("초대를 받으셨네요").waitFor();
  await sound(page);
  await shoot(page, "login-invited-phone", false);
  await page.getByLabel("이메일").fill(right.email);
  await page.locator("input[autocomplete$=password]").fill(right.password);
  await page.getByRole("button", { name: "로그인" }).click();
  await page.getByText(`지금 ${right.email}으로 로그인되어 있습니다`).waitFor();
  expect(await page.getByLabel("초대 코드").inputValue()).toBe(code);
  await page.getByRole("button", { name: "참여하기" }).click();
  await page.getByRole("heading", { name: "오늘", level: 1 }).waitFor();
  expect(page.url()).toContain(`/w/${ws}/today`);
  expect(complaints).toEqual([]);
  await context.close();
});

test("what one tab does the other shows, and a log-out ends both", async () => {
  const { owner, ws, place, pay } = await shop();
  await pay("홍길동", 7_700);
  const { page: one, context } = await visit(`/w/${ws}/today`, { token: owner.token });
  await one.getByText("홍길동").waitFor();
  const two = await context.newPage();
  await two.goto(one.url());
  await two.getByText("홍길동").waitFor();
  await place("C-2", 7_700, "홍길동");
  await one.getByText("→ C-2").waitFor({ timeout: 3_000 });
  await two.getByText("→ C-2").waitFor({ timeout: 3_000 });
  await two.getByRole("button", { name: "김하나" }).click();
  await two.getByRole("menuitem", { name: "로그아웃" }).click();
  await two.getByRole("button", { name: "로그인" }).waitFor();
  await one.getByRole("button", { name: "로그인" }).waitFor();
  await context.close();
});

test("the page says when the server is gone, keeps what it showed, and goes on by itself", async () => {
  const { owner, ws, place, pay } = await shop();
  await place("C-3", 3_300, "홍길동");
  await pay("홍길동", 3_300);
  const { page, context } = await visit(`/w/${ws}/today`, { token: owner.token });
  await page.getByText("→ C-3").waitFor();
  await page.route("**/api/v1/**", (route) => route.fulfill({ status: 503, headers: { "Retry-After": "1" } }));
  await page.getByText("연결이 끊겨 다시 시도하고 있습니다").waitFor();
  await page.getByText("→ C-3").waitFor();
  await page.getByRole("link", { name: "API 토큰" }).click();
  await page.getByRole("heading", { name: "API 토큰", level: 1 }).waitFor();
  await page.getByRole("alert").waitFor();
  await page.unroute("**/api/v1/**");
  await page.getByRole("button", { name: "다시 시도" }).click();
  await page.getByText("발급한 토큰이 없습니다").waitFor();
  await page.getByRole("link", { name: "오늘" }).first().click();
  await page.getByText("실시간", { exact: true }).waitFor({ timeout: 30_000 });
  await context.close();
});

test("the language switches on the spot and stays", async () => {
  const { owner, ws } = await shop();
  const { page, context } = await visit(`/w/${ws}/today`, { token: owner.token, viewport: PHONE });
  await page.getByRole("button", { name: "내 메뉴" }).click();
  await page.getByRole("menuitem", { name: "English" }).click();
  await page.getByRole("heading", { name: "Today", level: 1 }).waitFor();
  expect(await page.evaluate(() => document.documentElement.lang)).toBe("en");
  await page.reload();
  await page.getByRole("heading", { name: "Today", level: 1 }).waitFor();
  await context.close();
});

/** What an authenticator app shows for a secret (RFC 6238), so many steps of 30 seconds from now. */
function codeOf(secret: string, stepsOn: number): string {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...secret].map((letter) => letters.indexOf(letter).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + stepsOn));
  const mac = createHmac("sha1", key).update(step).digest();
  const at = (mac.at(-1) ?? 0) & 15;
  return String((mac.readUInt32BE(at) & 0x7fff_ffff) % 1_000_000).padStart(6, "0");
}

test("a second factor is switched on in the page, and the next login asks for it", async () => {
  const { owner, ws } = await shop();
  const { page, context, complaints } = await visit(`/w/${ws}/today`, { token: owner.token });
  await page.getByRole("button", { name: "김하나" }).click();
  await page.getByRole("menuitem", { name: "2단계 인증" }).click();
  await page.getByLabel("현재 비밀번호").fill(owner.password);
  await page.getByRole("button", { name: "시작하기" }).click();
  const secret = ((await page.getByRole("region", { name: "인증 앱에 넣을 글자" }).textContent()) ?? "").trim();
  await page.getByRole("img", { name: "인증 앱용 QR 코드" }).waitFor();
  await sound(page);
  await shoot(page, "second-factor", false);
  await page.getByLabel("인증 코드").fill(codeOf(secret, 0));
  await page.getByRole("button", { name: "켜기" }).click();
  const codes = ((await page.getByRole("region", { name: "복구 코드" }).textContent()) ?? "").trim().split(/\s+/);
  expect(codes).toHaveLength(10);
  await shoot(page, "recovery-codes", false);
  await page.getByRole("button", { name: "보관했습니다" }).click();
  await page.getByRole("button", { name: "김하나" }).click();
  await page.getByRole("menuitem", { name: "로그아웃" }).click();
  await page.getByLabel("이메일").fill(owner.email);
  await page.locator("input[autocomplete$=password]").fill(owner.password);
  expect(complaints).toEqual([]);
  await page.getByRole("button", { name: "로그인" }).click();
  await page.getByLabel("인증 코드").fill(codes[0] ?? "");
  await sound(page);
  await shoot(page, "login-code", false);
  await page.getByRole("button", { name: "로그인" }).click();
  await page.getByRole("heading", { name: "오늘", level: 1 }).waitFor();
  await page.getByRole("button", { name: "김하나" }).click();
  await page.getByRole("menuitem", { name: "2단계 인증" }).click();
  await page.getByText("쓰지 않은 복구 코드가 9개 있습니다").waitFor();
  await page.getByLabel("인증 코드").fill(codeOf(secret, 1));
  await page.getByLabel("현재 비밀번호").fill(owner.password);
  await page.getByRole("button", { name: "끄기" }).click();
  await page.getByText("2단계 인증을 껐습니다").waitFor();
  await context.close();
});
