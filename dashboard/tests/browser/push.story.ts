import { createDecipheriv, createECDH, hkdfSync, randomBytes } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { origin, shoot, shop, sound, type Visit, visit, withBrowser } from "./world";

withBrowser();

/** A push service on this machine, and the browser that it serves: it alone can read what comes. */
async function service() {
  const key = createECDH("prime256v1");
  const point = key.generateKeys();
  const auth = randomBytes(16);
  const came: { text: string; path: string; type: string }[] = [];
  let status = 201;
  const hkdf = (salt: Buffer, secret: Buffer, info: Buffer, length: number) =>
    Buffer.from(hkdfSync("sha256", secret, salt, info, length));
  /** RFC 8291, by another library than the server's. */
  const read = (body: Buffer) => {
    const [salt, server, sealed] = [body.subarray(0, 16), body.subarray(21, 86), body.subarray(86)];
    const info = Buffer.concat([Buffer.from("WebPush: info\0"), point, server]);
    const secret = hkdf(auth, key.computeSecret(server), info, 32);
    const [cek, nonce] = [
      hkdf(salt, secret, Buffer.from("Content-Encoding: aes128gcm\0"), 16),
      hkdf(salt, secret, Buffer.from("Content-Encoding: nonce\0"), 12),
    ];
    const cipher = createDecipheriv("aes-128-gcm", cek, nonce);
    cipher.setAuthTag(sealed.subarray(-16));
    const text = Buffer.concat([cipher.update(sealed.subarray(0, -16)), cipher.final()]);
    return JSON.parse(text.subarray(0, text.lastIndexOf(2)).toString("utf8"));
  };
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part) => parts.push(part));
    request.on("end", () => {
      came.push(read(Buffer.concat(parts)));
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  onTestFinished(() => {
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/send/abc`;
  const answers = (next: number) => {
    status = next;
  };
  return { url, point: point.toString("base64"), auth: auth.toString("base64"), came, answers };
}

/** The dialog in which a browser is switched on that this service stands behind. */
async function alertsOf({ page, context }: Visit, { url, point, auth }: Awaited<ReturnType<typeof service>>) {
  await context.grantPermissions(["notifications"], { origin });
  // No push service of a browser's maker is asked: this one stands in for it.
  await page.evaluate(
    ([endpoint, ...keys]) => {
      const [p256dh, secret] = keys.map((text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0)).buffer);
      PushManager.prototype.subscribe = async () =>
        ({ endpoint, getKey: (name: string) => (name === "auth" ? secret : p256dh) }) as unknown as PushSubscription;
      Notification.requestPermission = async () => "granted";
    },
    [url, point, auth] as const,
  );
  await page.getByRole("button", { name: "김하나" }).click();
  await page.getByRole("menuitem", { name: "알림 받기" }).click();
  return page.getByRole("dialog", { name: "알림 받기" });
}

test("a deposit to check reaches a device while the page is closed, within 5 seconds", async () => {
  const { owner, ws, pay } = await shop();
  const device = await service();
  const { came, answers } = device;
  const visited = await visit(`/w/${ws}`, { token: owner.token });
  const { page, context, complaints } = visited;
  const dialog = await alertsOf(visited, device);
  await dialog.getByText("실제 푸시 서비스로는 아직 시험하지 않았습니다").waitFor();
  await dialog.getByLabel("이 기기로 알리기").click();
  await dialog.getByRole("button", { name: "시험 알림 보내기" }).click();
  await expect.poll(() => came.length).toBe(1);
  await dialog.getByText("시험 알림을 보냈습니다").waitFor();
  expect(came[0]?.text).toContain("시험 알림");
  const kinds = dialog.getByRole("group", { name: "이 기기로 알릴 일" });
  await kinds.getByLabel("입금이 확인된 주문").click();
  await expect.poll(() => kinds.getByLabel("입금이 확인된 주문").isChecked()).toBe(true);
  await dialog.getByLabel("알림을 보내지 않는 시간").click();
  await dialog.getByLabel("시작").waitFor();
  await sound(page);
  await shoot(page, "push", false);
  await dialog.getByLabel("알림을 보내지 않는 시간").click();
  await dialog.getByLabel("시작").waitFor({ state: "detached" });
  expect(complaints).toEqual([]);
  await context.close();

  const subscriptions = `/workspaces/${ws}/push-subscriptions`;
  const [kept] = await owner.call<{ events: string[]; quiet_hours: unknown }[]>("GET", subscriptions);
  expect(kept).toMatchObject({ quiet_hours: null });
  expect(kept?.events).toContain("order.matched");
  const began = Date.now();
  await pay("김철수", 1);
  await expect.poll(() => came.length, { timeout: 5_000, interval: 20 }).toBe(2);
  expect(Date.now() - began).toBeLessThan(5_000);
  expect(came[1]).toMatchObject({ type: "deposit.held", text: expect.stringContaining("확인할 입금 · 김*수 · 1원") });

  // A browser that was unsubscribed there is forgotten here.
  answers(410);
  await pay("이영희", 1);
  await expect.poll(() => owner.call<unknown[]>("GET", subscriptions)).toEqual([]);
});

test("who logs out is told nothing more on that device", async () => {
  const { owner, ws } = await shop();
  const visited = await visit(`/w/${ws}`, { token: owner.token });
  const dialog = await alertsOf(visited, await service());
  await dialog.getByLabel("이 기기로 알리기").click();
  const subscriptions = () => owner.call<unknown[]>("GET", `/workspaces/${ws}/push-subscriptions`);
  await expect.poll(async () => (await subscriptions()).length).toBe(1);
  // Another session of theirs, since this one ends.
  const { email, password } = owner;
  const answer = await fetch(`${origin}/api/v1/auth/login`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ email, password }),
  });
  const { access_token: token } = await answer.json();
  await dialog.getByRole("button", { name: "완료" }).click();
  await visited.page.getByRole("button", { name: "김하나" }).click();
  await visited.page.getByRole("menuitem", { name: "로그아웃" }).click();
  const headers = { Authorization: `Bearer ${token}` };
  const left = async () => (await fetch(`${origin}/api/v1/workspaces/${ws}/push-subscriptions`, { headers })).json();
  await expect.poll(left).toEqual([]);
  await visited.context.close();
});
