/** What every story needs: a browser, a shop that the API made, and eyes for faults that no assertion names. */
import { existsSync, mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import axe from "axe-core";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject } from "vitest";

export const origin = inject("origin");
const SHOTS = resolve(import.meta.dirname, "../../../target/dashboard/screenshots");

export const DESKTOP = { width: 1280, height: 860 };
/** The width of most phones in Korea. */
export const PHONE = { width: 360, height: 780 };

/** Of Debian's two the one without windows: its pages are the same, and it takes 60 percent of the other's time. */
const BROWSERS = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"];

let browser: Browser;

/** One browser for the stories of a file. */
export function withBrowser(): void {
  beforeAll(async () => {
    const executablePath = process.env.CHROMIUM ?? BROWSERS.find((each) => existsSync(each));
    if (executablePath === undefined) throw new Error("chromium is missing: apt-get install chromium-headless-shell");
    browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  });
  afterAll(() => browser.close());
}

interface Looks {
  viewport?: { width: number; height: number };
  colorScheme?: "light" | "dark";
  /** A session of the API; without one the page asks for a login. */
  token?: string;
  language?: "ko" | "en";
}

export interface Visit {
  context: BrowserContext;
  page: Page;
  /** What the page complained of: errors, refused resources. Stories that break things on purpose clear it. */
  complaints: string[];
}

export async function visit(path: string, looks: Looks = {}): Promise<Visit> {
  const { viewport = DESKTOP, colorScheme = "light", token, language = "ko" } = looks;
  const context = await browser.newContext({
    viewport,
    colorScheme,
    locale: "ko-KR",
    timezoneId: "America/New_York",
    isMobile: viewport.width < 600,
    hasTouch: viewport.width < 600,
  });
  await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin });
  await context.addInitScript(
    ([session, words]) => {
      if (sessionStorage.getItem("prepared") !== null) return;
      sessionStorage.setItem("prepared", "yes");
      if (session !== null) localStorage.setItem("lunepay.session", session);
      localStorage.setItem("lunepay.language", words);
    },
    [token === undefined ? null : JSON.stringify({ token, expiresAt: Date.now() + 3_600_000 }), language] as const,
  );
  // Whatever takes longer on a busy machine is stuck.
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  await page.goto(`${origin}${path}`);
  return { context, page, complaints };
}

let made = 0;

export interface Caller {
  token: string;
  email: string;
  password: string;
  call: <T>(method: string, path: string, body?: unknown) => Promise<T>;
}

async function request(method: string, path: string, token: string | null, body?: unknown): Promise<Response> {
  const answer = await fetch(`${origin}/api/v1${path}`, {
    method,
    headers: {
      "Content-Type": "application/json",
      ...(token !== null && { Authorization: `Bearer ${token}` }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return answer;
}

/** A person with a session, by the API. */
export async function person(name = "김하나"): Promise<Caller> {
  made += 1;
  const email = `person-${process.pid}-${Date.now()}-${made}@example.com`;
  const password = "violet harbour lamp";
  await request("POST", "/auth/signup", null, { email, password, name });
  const session = await request("POST", "/auth/login", null, { email, password });
  const { access_token: token } = await session.json();
  return {
    token,
    email,
    password,
    async call(method, path, body) {
      const answer = await request(method, path, token, body);
      return answer.status === 204 ? undefined : answer.json();
    },
  };
}

export interface Shop {
  owner: Caller;
  ws: number;
  /** Digits of its one account: 004, head and tail visible in messages. */
  account: string;
  place: (number: string, amount: number, name: string) => Promise<{ id: number; status: string }>;
  pay: (name: string, amount: number) => Promise<{ deposit_id: number; message: string }>;
}

/** A shop with one account. Each has a number of its own, so that messages find it. */
export async function shop(name = "달빛상점"): Promise<Shop> {
  const owner = await person();
  const { id: ws } = await owner.call<{ id: number }>("POST", "/workspaces", { name });
  made += 1;
  const account = `${100000 + ((process.pid * 7 + made * 131) % 899999)}-04-${String(made).padStart(6, "0")}`;
  await owner.call("POST", `/workspaces/${ws}/bank-accounts`, {
    bank_code: "004",
    bank_name: "국민은행",
    account_number: account,
    account_holder: name,
  });
  return {
    owner,
    ws,
    account,
    place: (order_number, amount, depositor_name) =>
      owner.call("POST", `/workspaces/${ws}/orders`, { order_number, amount, depositor_name }),
    pay: (who, amount) => pay(account, who, amount),
  };
}

let balance = 1_000_000;

/** The bank's message, by the open webhook, as a phone sends it. */
export async function pay(
  account: string,
  name: string,
  amount: number,
): Promise<{ deposit_id: number; message: string }> {
  balance += amount;
  const at = new Date(Date.now() + 9 * 3_600_000).toISOString();
  const lines = [
    "[Web발신]",
    `국민 ${at.slice(5, 7)}/${at.slice(8, 10)} ${at.slice(11, 16)}`,
    account,
    `입금 ${amount.toLocaleString("ko-KR")}원`,
    `잔액 ${balance.toLocaleString("ko-KR")}원`,
    name,
  ];
  const answer = await request("POST", "/webhooks/bank-sms", null, {
    raw_sms: lines.join("\n"),
    sender: "15881234",
    received_at: `${at.slice(0, 19)}+09:00`,
  });
  const body = await answer.json();
  if (body.deposit_id === null) throw new Error(JSON.stringify(body));
  return body;
}

/** The bank's word of money that went out: the inbox keeps it. */
export async function withdraw(account: string): Promise<void> {
  const at = new Date(Date.now() + 9 * 3_600_000).toISOString();
  const when = `${at.slice(5, 7)}/${at.slice(8, 10)} ${at.slice(11, 16)}`;
  const lines = ["[Web발신]", `국민 ${when}`, account, "출금 35,000원", "잔액 1,000,000원", "한가인"];
  await request("POST", "/webhooks/bank-sms", null, {
    raw_sms: lines.join("\n"),
    sender: "15881234",
    received_at: `${at.slice(0, 19)}+09:00`,
  });
}

/** A number of the shop's bank. */
export const BANK = "1644-9999";

/** A text of the bank. Without `left` it tells no balance. */
export function kb(account: string, word: string, amount: number, name: string, left?: number): string {
  const at = new Date(Date.now() + 9 * 3_600_000).toISOString();
  const lines = ["[Web발신]", `국민 ${at.slice(5, 7)}/${at.slice(8, 10)} ${at.slice(11, 16)}`, account];
  const sums = [`${word} ${amount.toLocaleString("ko-KR")}원`];
  if (left !== undefined) sums.push(`잔액 ${left.toLocaleString("ko-KR")}원`);
  return [...lines, ...sums, name].join("\n");
}

export interface Phone {
  id: number;
  key: string;
  url: string;
  /** Sends a text over the phone's URL, as from the bank unless said otherwise; `null` tells no sender. */
  forward: (raw: string, sender?: string | null) => Promise<void>;
}

/** A phone of the shop, and what it forwards. */
export async function connect({ owner, ws }: Shop, label = "계산대 휴대폰"): Promise<Phone> {
  const phone = { phone_number: "010-0000-0000", label };
  const added = await owner.call<{ id: number; key: string }>("POST", `/workspaces/${ws}/phone-numbers`, phone);
  const url = `${origin}/api/v1/webhooks/bank-sms/${added.key}`;
  return {
    id: added.id,
    key: added.key,
    url,
    async forward(raw, sender = BANK) {
      const body = { raw_sms: raw, received_at: new Date().toISOString(), ...(sender !== null && { sender }) };
      const headers = { "Content-Type": "application/json" };
      const answer = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
      if (!answer.ok) throw new Error(await answer.text());
    },
  };
}

/** axe over the page as it stands, in both themes, its own last: WCAG 2.2 AA and its best practices. */
export async function sound(page: Page): Promise<void> {
  const isDark = await page.evaluate(() => matchMedia("(prefers-color-scheme: dark)").matches);
  const schemes = isDark ? (["light", "dark"] as const) : (["dark", "light"] as const);
  await page.evaluate(`${axe.source}; window.axe = axe`).catch(() => undefined);
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme });
    await page.locator(`html[data-mantine-color-scheme=${colorScheme}]`).waitFor();
    expect({ colorScheme, faults: await faultsOf(page) }).toEqual({ colorScheme, faults: [] });
  }
}

async function faultsOf(page: Page): Promise<unknown> {
  // A toast or a dialog that is still fading in has colours of its own for a moment, and so has another theme.
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .filter((one) => one.effect?.getComputedTiming().iterations !== Number.POSITIVE_INFINITY)
      .every((one) => one.playState !== "running"),
  );
  return page.evaluate(async () => {
    const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    const result = await Reflect.get(window, "axe").run(document, { runOnly: { type: "tag", values: tags } });
    return result.violations.map((each: { id: string; nodes: { html: string; failureSummary: string }[] }) => ({
      rule: each.id,
      nodes: each.nodes.map((node) => `${node.html.slice(0, 200)} ${node.failureSummary}`),
    }));
  });
}

/** Kept for people to look at: the whole page, or only what is in sight when something lies over it. */
export async function shoot(page: Page, name: string, fullPage = true): Promise<void> {
  mkdirSync(SHOTS, { recursive: true });
  await page.screenshot({ path: join(SHOTS, `${name}.png`), fullPage });
}
