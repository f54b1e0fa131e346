import assert from "node:assert/strict";
import { test } from "node:test";

import { AnswerError, LunePay, NoAnswerError, ProblemError } from "../src/index.js";
import { realClock } from "../src/transport.js";
import { against, failure, json, problem, TestClock } from "./api.js";

const ORDER = { order_number: 'A-"1"', amount: 14_510, depositor_name: '"홍길동" <!channel>' };

test("an answer that was lost is asked for again under the same key, and the order is placed once", async () => {
  const placed = new Map<string, string>();
  await against(
    (response, request, nth) => {
      const key = String(request.headers["idempotency-key"]);
      placed.set(key, placed.get(key) ?? request.body);
      if (nth === 0) response.destroy();
      else if (nth === 1)
        response.writeHead(201, { "content-length": "100" }).write('{"id":', () => response.destroy());
      else if (nth === 2) response.writeHead(201).end('{"id":5');
      else json(response, 201, { id: 55 }, { "idempotent-replayed": "true" });
    },
    async ({ client, seen, clock }) => {
      assert.equal((await client().placeOrder(1, ORDER)).id, 55);
      assert.equal(seen.length, 4);
      assert.deepEqual([...placed.values()], [JSON.stringify(ORDER)]);
      assert.deepEqual(clock.slept, [250, 500, 1000]);
      await client().placeOrder(1, ORDER);
      assert.equal(placed.size, 2, "another call has another key");
    },
  );
});

test("a key of the caller's own is sent as it is", async () => {
  await against(
    (response) => json(response, 201, { id: 1 }),
    async ({ client, seen }) => {
      await client().placeOrder(1, ORDER, { idempotencyKey: "order-A-1" });
      assert.equal(seen[0]?.headers["idempotency-key"], "order-A-1");
    },
  );
});

test("the server's Retry-After is honoured, and a wait that is too long is the caller's", async () => {
  await against(
    (response, _, nth) => {
      const date = { date: "Sun, 29 Nov 2020 12:00:00 GMT", "retry-after": "Sun, 29 Nov 2020 12:00:05 GMT" };
      if (nth === 0) problem(response, 429, "too_many_requests", { "retry-after": "7" });
      else if (nth === 1) problem(response, 503, "unavailable", date);
      else if (nth === 2) problem(response, 429, "too_many_requests");
      else problem(response, 429, "too_many_requests", { "retry-after": "3600" });
    },
    async ({ client, clock, seen }) => {
      const error = await failure(ProblemError, client().getOrder(1, 2));
      assert.deepEqual(clock.slept, [7_000, 5_000, 1_000]);
      assert.equal(seen.length, 4);
      assert.equal(error.retryAfterS, 3600);
      assert.equal(error.attempts, 4);
      assert.match(error.advice, /retryAfterS/);
    },
  );
});

test("a server that stays down ends the patience", async () => {
  for (const status of [502, 503, 504]) {
    await against(
      (response) => response.writeHead(status).end("<html>"),
      async ({ client, seen }) => {
        const error = await failure(AnswerError, client().placeOrder(1, ORDER));
        assert.equal(error.status, status);
        assert.equal(error.attempts, 5);
        assert.equal(new Set(seen.map((one) => one.headers["idempotency-key"])).size, 1);
        assert.equal(error.idempotencyKey, seen[0]?.headers["idempotency-key"]);
        seen.length = 0;
        await failure(AnswerError, client({ retries: 0 }).getMe());
        await failure(AnswerError, client().getMe({ retries: 1 }));
        assert.equal(seen.length, 3);
      },
    );
  }
});

test("a machine whose time is set meanwhile is no less patient, and no more", async () => {
  for (const jumpMs of [86_400_000, -86_400_000]) {
    const clock = new TestClock();
    await against(
      (response) => {
        clock.ms += jumpMs;
        problem(response, 409, "idempotency_key_in_use", { "retry-after": "30" });
      },
      async ({ client, seen }) => {
        await failure(ProblemError, client({ clock }).placeOrder(1, ORDER));
        assert.equal(seen.length, 4);
      },
    );
  }
});

test("a first request that still runs is waited for, until the deadline", async () => {
  await against(
    (response, _, nth) =>
      nth < 61
        ? problem(response, 409, "idempotency_key_in_use", { "retry-after": "1" })
        : json(response, 201, { id: 7 }),
    async ({ client, seen, clock }) => {
      assert.equal((await client().placeOrder(1, ORDER)).id, 7);
      seen.length = 0;
      const from = clock.ms;
      const error = await failure(ProblemError, client({ deadlineMs: 10_000 }).placeOrder(1, ORDER));
      assert.equal(error.code, "idempotency_key_in_use");
      assert.equal(clock.ms - from, 10_000);
    },
  );
});

test("what cannot go through is not sent again", async () => {
  const refusals: [number, string][] = [
    [400, "invalid_fields"],
    [401, "token_invalid"],
    [403, "scope_insufficient"],
    [404, "order_not_found"],
    [409, "conflict"],
    [422, "idempotency_key_reused"],
    [500, "internal"],
  ];
  for (const [status, code] of refusals) {
    await against(
      (response) => problem(response, status, code),
      async ({ client, seen }) => {
        const error = await failure(ProblemError, client().placeOrder(1, ORDER));
        assert.equal(error.code, code);
        assert.equal(error.requestId, "r-1");
        assert.equal(seen.length, 1);
        assert.ok(error.advice.length > 20 && error.message.includes("고쳐 주세요."));
      },
    );
  }
});

test("a change without a key is sent again only when the server surely did nothing", async () => {
  await against(
    (response, _, nth) => {
      if (nth === 0) problem(response, 429, "too_many_requests", { "retry-after": "1" });
      else response.destroy();
    },
    async ({ client, seen }) => {
      const error = await failure(NoAnswerError, client().amendOrder(1, 2, { status: "CANCELLED" }));
      assert.equal(error.mayHaveHappened, true);
      assert.equal(seen.length, 2);
      assert.equal(seen[0]?.headers["idempotency-key"], undefined);
    },
  );
  await against(
    (response) => problem(response, 503, "unavailable", { "retry-after": "1" }),
    async ({ client, seen }) => {
      await failure(ProblemError, client().amendOrder(1, 2, { status: "CANCELLED" }));
      await failure(ProblemError, client().logIn({ email: "a@shop.example", password: "x" }));
      assert.equal(seen.length, 2);
    },
  );
});

test("a server that is not there is tried again, whatever is asked", async () => {
  const clock = new TestClock();
  let baseUrl = "";
  await against(
    (response) => response.end(),
    async (api) => {
      baseUrl = api.baseUrl;
    },
  );
  const client = new LunePay({ baseUrl, token: "t0ken", clock });
  const error = await failure(NoAnswerError, client.amendOrder(1, 2, { status: "CANCELLED" }));
  assert.equal(error.mayHaveHappened, false);
  assert.equal(error.attempts, 5);
  assert.match(error.message, /ECONNREFUSED/);
  assert.deepEqual(clock.slept, [250, 500, 1000, 2000]);
});

test("silence ends at the timeout, before the answer and in the middle of it", async () => {
  await against(
    (response, _, nth) => {
      if (nth > 0) response.writeHead(200, { "content-length": "100" }).write("{");
    },
    async ({ client, seen }) => {
      const error = await failure(NoAnswerError, client({ timeoutMs: 300, retries: 1 }).getMe());
      assert.match(error.message, /no answer within 300 ms/);
      assert.equal(error.mayHaveHappened, false);
      assert.equal(seen.length, 2);
      const late = await failure(NoAnswerError, client().placeOrder(1, ORDER, { timeoutMs: 300, retries: 0 }));
      assert.equal(late.mayHaveHappened, true);
    },
  );
});

test("no timeout is none, and a wait is not cut to nothing by a timer that cannot wait so long", async () => {
  await against(
    (response) => setTimeout(() => json(response, 200, { id: 1 }), 20),
    async ({ client }) => {
      for (const timeoutMs of [Number.POSITIVE_INFINITY, 2 ** 31]) await client({ timeoutMs, retries: 0 }).getMe();
    },
  );
  const stop = new AbortController();
  const wait = realClock.sleep(2 ** 31, stop.signal);
  setTimeout(() => stop.abort(new Error("enough")), 20);
  await assert.rejects(wait, /enough/);
});

test("a connection that broke is not said to be none", async () => {
  await against(
    (response) => response.destroy(),
    async ({ client }) => {
      const error = await failure(NoAnswerError, client({ retries: 0 }).placeOrder(1, ORDER));
      assert.match(error.message, /the connection broke \(.+\); it may have taken effect$/);
    },
  );
});

test("the caller's signal ends the call at once, also while it waits", async () => {
  await against(
    () => {},
    async ({ client, seen }) => {
      const stop = new AbortController();
      const call = client().amendOrder(1, 2, { memo: "x" }, { signal: stop.signal });
      stop.abort(new Error("enough"));
      await assert.rejects(call, /enough/);
      await assert.rejects(client().getMe({ signal: AbortSignal.abort(new Error("never")) }), /never/);
      assert.ok(seen.length <= 1);
    },
  );
  await against(
    (response) => problem(response, 503, "unavailable", { "retry-after": "60" }),
    async ({ baseUrl }) => {
      const stop = new AbortController();
      const call = new LunePay({ baseUrl, token: "t" }).getMe({ signal: stop.signal });
      setTimeout(() => stop.abort(new Error("enough")), 100);
      await assert.rejects(call, /enough/);
    },
  );
});
