import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { person, shoot, shop, sound, visit, withBrowser } from "./world";

withBrowser();

interface Receiver {
  url: string;
  /** The types of what came, or the texts of a chat, in their order. */
  came: string[];
  /** The status of the next answers. */
  answers: (status: number) => void;
}

/** A shop's server on this machine. */
async function receiver(): Promise<Receiver> {
  const came: string[] = [];
  let status = 204;
  const server: Server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part) => parts.push(part));
    request.on("end", () => {
      const { type, text } = JSON.parse(Buffer.concat(parts).toString("utf8"));
      came.push(type ?? text);
      response.writeHead(status).end(status === 204 ? undefined : "database is down");
    });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  onTestFinished(() => {
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const answers = (next: number) => {
    status = next;
  };
  return { url: `http://127.0.0.1:${port}/hooks`, came, answers };
}

test("an endpoint is added, its secret is shown once, and a test shows every try", async () => {
  const { owner, ws, place, pay } = await shop();
  const server = await receiver();
  const { page, context, complaints } = await visit(`/w/${ws}/webhooks`, { token: owner.token });
  await page.getByText("알림을 받을 쇼핑몰 서버의 주소").waitFor();
  await page.getByRole("button", { name: "엔드포인트 추가" }).click();
  const dialog = page.getByRole("dialog", { name: "엔드포인트 추가" });
  await dialog.getByLabel("주소").fill("ftp://shop.example");
  await dialog.getByRole("button", { name: "추가하고" }).click();
  await dialog.locator("[aria-invalid=true]").waitFor();
  complaints.length = 0;
  await dialog.getByLabel("주소").fill(server.url);
  await dialog.getByLabel("이름").fill("쇼핑몰 서버");
  await sound(page);
  await dialog.getByRole("button", { name: "추가하고" }).click();
  const secret = (await page.getByRole("region", { name: "비밀 키" }).textContent()) ?? "";
  expect(secret).toMatch(/^whsec_/);
  await sound(page);
  await page.getByRole("button", { name: "안전한 곳에 저장했습니다" }).click();
  await page.getByRole("button", { name: "시험 알림 보내기" }).click();
  await page.getByRole("button", { name: /^시험 알림 성공/ }).waitFor();
  expect(server.came).toEqual(["ping"]);
  expect(await page.content()).not.toContain(secret);

  server.answers(500);
  await page.getByRole("button", { name: "시험 알림 보내기" }).click();
  await page.getByRole("button", { name: /^시험 알림 보내는 중/ }).click();
  await page.getByText("500 응답").first().waitFor();
  await page.getByText("database is down").first().waitFor();
  await sound(page);
  await shoot(page, "webhooks-tries", false);
  server.answers(204);
  await page.getByRole("button", { name: "다시 보내기", exact: true }).click();
  await page.getByText("204 응답").waitFor();

  await place("W-1", 21_000, "홍길동");
  await pay("홍길동", 21_000);
  await page.getByRole("button", { name: /주문의 입금 확인됨/ }).waitFor();
  expect(server.came).toContain("order.matched");
  expect(complaints).toEqual([]);
  await context.close();
});

test("a chat is added: its address is shown nowhere, and people read of a payment there", async () => {
  const { owner, ws, place, pay } = await shop();
  const server = await receiver();
  const url = new URL("/services/T0/B0/secret-part", server.url).href;
  const { page, context, complaints } = await visit(`/w/${ws}/webhooks`, { token: owner.token });
  await page.getByRole("button", { name: "엔드포인트 추가" }).click();
  const dialog = page.getByRole("dialog", { name: "엔드포인트 추가" });
  await dialog.getByLabel("보낼 곳").selectOption("Slack");
  await dialog.getByLabel("주소").fill(server.url);
  await dialog.getByRole("button", { name: "추가", exact: true }).click();
  await dialog.locator("[aria-invalid=true]").waitFor();
  complaints.length = 0;
  await dialog.getByLabel("주소").fill(url);
  await sound(page);
  await shoot(page, "webhooks-chat", false);
  await dialog.getByRole("button", { name: "추가", exact: true }).click();
  await page.getByRole("button", { name: "시험 알림 보내기" }).click();
  await page.getByRole("button", { name: /^시험 알림 성공/ }).waitFor();
  expect(server.came.map((text) => text.slice(0, 5))).toEqual(["시험 알림"]);

  await place("C-1", 21_000, "홍길동");
  await pay("홍길동", 21_000);
  await page.getByRole("button", { name: /주문의 입금 확인됨/ }).waitFor();
  await expect.poll(() => server.came.some((text) => text.includes("C-1 · 홍*동 · 21,000원"))).toBe(true);
  await page.getByRole("button", { name: "수정" }).click();
  const form = page.getByRole("dialog", { name: "엔드포인트 수정" });
  await form.getByLabel("입금자 이름을 가리지 않고 보내기").check();
  await form.getByRole("button", { name: "저장" }).click();
  await page.getByText("가리지 않음").waitFor();
  await place("C-2", 22_000, "홍길동");
  await pay("홍길동", 22_000);
  await expect.poll(() => server.came.some((text) => text.includes("C-2 · 홍길동"))).toBe(true);
  expect(await page.content()).not.toContain("secret-part");
  expect(await page.getByRole("button", { name: "새 비밀 키" }).count()).toBe(0);
  expect(complaints).toEqual([]);
  await context.close();
});

test("an owner rotates the secret, switches the endpoint off and on, and deletes it; a viewer only looks", async () => {
  const { owner, ws } = await shop();
  const server = await receiver();
  const body = { url: server.url, events: ["order.matched"] };
  const made = await owner.call<{ secret: string }>("POST", `/workspaces/${ws}/webhook-endpoints`, body);
  const viewer = await person("최보람");
  const invited = { email: viewer.email, role: "VIEWER" };
  const { code } = await owner.call<{ code: string }>("POST", `/workspaces/${ws}/invitations`, invited);
  await viewer.call("POST", "/invitations/accept", { code });
  const look = await visit(`/w/${ws}/webhooks`, { token: viewer.token });
  await look.page.getByText("아직 보낸 것이 없습니다").waitFor();
  expect(await look.page.getByRole("button", { name: /시험 알림|새 비밀 키|삭제|추가/ }).count()).toBe(0);
  await look.context.close();

  const { page, context, complaints } = await visit(`/w/${ws}/webhooks`, { token: owner.token });
  await page.getByRole("button", { name: "새 비밀 키" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "새 비밀 키" }).click();
  const secret = (await page.getByRole("region", { name: "비밀 키" }).textContent()) ?? "";
  expect(secret).not.toBe(made.secret);
  await page.getByRole("button", { name: "안전한 곳에 저장했습니다" }).click();
  await page.getByText("이전 비밀 키").waitFor();

  await page.getByRole("button", { name: "사용 중지" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "사용 중지" }).click();
  await page.getByText("사용 중지됨").first().waitFor();
  expect(await page.getByRole("button", { name: "시험 알림 보내기" }).count()).toBe(0);
  await page.getByRole("button", { name: "다시 사용" }).click();
  await page.getByRole("button", { name: "시험 알림 보내기" }).waitFor();

  await page.getByRole("button", { name: "수정" }).click();
  const dialog = page.getByRole("dialog", { name: "엔드포인트 수정" });
  await dialog.getByLabel("읽지 못한 문자").check();
  await dialog.getByRole("button", { name: "저장" }).click();
  await page.getByText("주문의 입금 확인됨, 읽지 못한 문자").waitFor();

  await page.getByRole("button", { name: "삭제" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "삭제" }).click();
  await page.getByText("알림을 받을 쇼핑몰 서버의 주소").waitFor();
  expect(complaints).toEqual([]);
  await context.close();
});
