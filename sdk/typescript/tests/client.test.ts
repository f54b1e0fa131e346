import assert from "node:assert/strict";
import { test } from "node:test";
import { inspect } from "node:util";

import { AnswerError, LunePay, LunePayError, ProblemError, UsageError } from "../src/index.js";
import { against, failure, json } from "./api.js";

test("a list is read page by page, only as far as it is needed", async () => {
  await against(
    (response, { url }) => {
      const cursor = new URL(url, "http://x").searchParams.get("cursor");
      const next: Record<string, string> = cursor === "c2" ? {} : { "x-next-cursor": cursor === null ? "c/1=" : "c2" };
      json(response, 200, [{ id: cursor === null ? 3 : cursor === "c2" ? 1 : 2 }], next);
    },
    async ({ client, seen }) => {
      const orders = client().listOrders(1, { status: "PENDING", depositor_name: '"홍" & <!channel>' });
      assert.equal(seen.length, 0);
      const ids: number[] = [];
      for await (const order of orders) ids.push(order.id);
      assert.deepEqual(ids, [3, 2, 1]);
      const asked = seen.map((one) => new URL(one.url, "http://x").searchParams);
      assert.deepEqual(
        asked.map((query) => query.get("cursor")),
        [null, "c/1=", "c2"],
      );
      assert.ok(asked.every((query) => query.get("depositor_name") === '"홍" & <!channel>'));
      seen.length = 0;
      assert.equal((await orders.take(2)).length, 2);
      assert.equal(seen.length, 2);
      assert.deepEqual(await orders.first(), { items: [{ id: 3 }], next: "c/1=" });
    },
  );
});

test("a list that leads in a circle is no whole list", async () => {
  await against(
    (response) => json(response, 200, [{ id: 1 }], { "x-next-cursor": "same" }),
    async ({ client, seen }) => {
      const error = await failure(LunePayError, client().listOrders(1).take(100));
      assert.match(error.message, /circle/);
      assert.equal(seen.length, 2);
    },
  );
});

test("an export is its zips", async () => {
  await against(
    (response, { url }) => {
      const next: Record<string, string> = url.includes("cursor") ? {} : { "x-next-cursor": "b" };
      response.writeHead(200, { "content-type": "application/zip", ...next }).end("PK");
    },
    async ({ client }) => {
      const zips = await client().exportWorkspace(1).take(9);
      assert.deepEqual(
        zips.map((zip) => Buffer.from(zip).toString()),
        ["PK", "PK"],
      );
    },
  );
});

test("bad fields are told one by one, with what to do", async () => {
  const errors = [{ field: "amount", code: "out_of_range", detail: "1 이상으로 보내 주세요." }];
  const body = { code: "invalid_fields", detail: "고쳐 주세요.", request_id: "r-2", errors, order_id: 7 };
  await against(
    (response) => json(response, 400, body),
    async ({ client }) => {
      const order = { order_number: "A", amount: 0, depositor_name: "홍" };
      const error = await failure(ProblemError, client().placeOrder(1, order));
      assert.deepEqual(error.errors, errors);
      assert.equal(error.status, 400);
      assert.equal(error.problem.order_id, 7);
      assert.match(error.message, /place_order: .*amount: 1 이상으로.*400 invalid_fields, request r-2/);
    },
  );
});

test("what is not LunePay's answer is said to be so", async () => {
  const answers: [number, string, string][] = [
    [200, "text/html", "<html>log in to the wifi</html>"],
    [200, "application/json", '"a text"'],
    [200, "application/json", '{"not":"a list"}'],
    [404, "text/html", "nginx"],
    [401, "application/json", '{"message":"Forbidden"}'],
    [500, "text/plain", ""],
  ];
  for (const [status, type, text] of answers) {
    await against(
      (response) => response.writeHead(status, { "content-type": type }).end(text),
      async ({ client }) => {
        const error = await failure(AnswerError, client({ retries: 0 }).listOrders(1).first());
        assert.equal(error.status, status);
      },
    );
  }
  await against(
    (response) => response.writeHead(301, { location: "https://elsewhere.example/" }).end(),
    async ({ client, seen }) => {
      const error = await failure(AnswerError, client().getMe());
      assert.match(error.message, /leads elsewhere/);
      assert.equal(seen.length, 1, "the token goes nowhere else");
    },
  );
  await against(
    (response) => response.writeHead(200).end("<html>done!</html>"),
    async ({ client }) => {
      await failure(AnswerError, client({ retries: 0 }).removePhoneNumber(1, 2));
      await failure(AnswerError, client({ retries: 0 }).exportWorkspace(1).first());
    },
  );
});

test("what cannot be sent is refused before it is sent, and shows no token", async () => {
  const baseUrl = "https://pay.example/api/v1";
  const client = new LunePay({ baseUrl, token: "s3cret" });
  for (const wrong of ["", " ", "s3cret\nx: y", "비밀"]) {
    assert.throws(
      () => new LunePay({ baseUrl, token: wrong }),
      (error) => error instanceof UsageError && !error.message.includes("s3cret"),
    );
  }
  for (const wrong of ["", "pay.example", "ftp://pay.example", "https://a:b@pay.example", "https://pay.example/?x"]) {
    assert.throws(() => new LunePay({ baseUrl: wrong }), UsageError);
  }
  await failure(UsageError, new LunePay({ baseUrl }).getMe());
  for (const wrong of [Number.NaN, 1.5, -1, 2 ** 60]) await failure(UsageError, client.getOrder(1, wrong));
  for (const wrong of ["", ".", ".."]) await failure(UsageError, client.getMessage(1, wrong));
  await failure(UsageError, client.logOut({ idempotencyKey: "a key" }));
  const unkeyed = await failure(UsageError, client.amendOrder(1, 2, { memo: "x" }, { idempotencyKey: "order-1" }));
  assert.match(unkeyed.message, /amend_order takes no idempotencyKey/);
  for (const wrong of [{ timeoutMs: 0 }, { timeoutMs: Number.NaN }, { retries: -1 }, { deadlineMs: -1 }]) {
    assert.throws(() => new LunePay({ baseUrl, ...wrong }), UsageError);
  }
  await failure(UsageError, client.getMe({ timeoutMs: -1 }));
  await failure(UsageError, client.getMe({ headers: { "x-a": "b\r\nc" } }));
  assert.ok(!inspect(client, { depth: 9, showHidden: true }).includes("s3cret"));
});

test("ids are one part of the path, whatever they hold; a text is sent as a text", async () => {
  await against(
    (response) => json(response, 200, { success: true, message: "" }),
    async ({ client, seen, baseUrl }) => {
      await client().getMessage(1, "a/../b?c#d");
      assert.equal(seen[0]?.url, "/api/v1/workspaces/1/messages/a%2F..%2Fb%3Fc%23d");
      await new LunePay({ baseUrl: `${baseUrl}/` }).sendBankSms("입금 1원", { headers: { Prefer: "respond-async" } });
      assert.equal(seen[1]?.url, "/api/v1/webhooks/bank-sms");
      assert.equal(seen[1]?.body, "입금 1원");
      assert.equal(seen[1]?.headers.prefer, "respond-async");
      assert.equal(seen[1]?.headers["content-type"], "text/plain; charset=utf-8");
      assert.equal(seen[1]?.headers.authorization, undefined);
    },
  );
});
