import assert from "node:assert/strict";
import { createHmac, randomBytes } from "node:crypto";
import { test } from "node:test";

import { SignatureError, type SignatureFault, UsageError, verify, Webhook } from "../src/index.js";

const NOW_S = 1_707_703_200;
const now = () => NOW_S * 1000;
const body = JSON.stringify({
  id: "evt_1_o55_2",
  type: "order.matched",
  timestamp: "2024-02-12T11:00:00+09:00",
  workspace_id: 1,
  version: 2,
  by: "auto",
  data: { order: { id: 55, difference: 0, depositor_name: '"홍길동" <!channel>' } },
});
const secret = () => `whsec_${randomBytes(32).toString("base64")}`;

function signed(secrets: string[], at = NOW_S, text = body): Record<string, string> {
  const one = (key: string) =>
    `v1,${createHmac("sha256", Buffer.from(key.slice(6), "base64"))
      .update(`evt_1_o55_2.${at}.${text}`)
      .digest("base64")}`;
  return {
    "webhook-id": "evt_1_o55_2",
    "webhook-timestamp": String(at),
    "webhook-signature": secrets.map(one).join(" "),
  };
}

function refused(fault: SignatureFault, call: () => unknown) {
  assert.throws(call, (error) => error instanceof SignatureError && error.fault === fault);
}

test("an event of ours is told, from each kind of headers and bodies", () => {
  const key = secret();
  const headers = signed([key]);
  const upper = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toUpperCase(), [value]]));
  for (const given of [headers, upper, new Headers(headers)]) {
    for (const bytes of [body, Buffer.from(body), new TextEncoder().encode(body)]) {
      const event = verify(given, bytes, key, { now });
      assert.equal(event.type, "order.matched");
      if (event.type === "order.matched") assert.equal(event.data.order.difference, 0);
      assert.equal(JSON.stringify(event), body);
    }
  }
});

test("the signature of the specification's own example is right", () => {
  const example = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  const headers = {
    "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
    "webhook-timestamp": "1614265330",
    "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
  };
  // Signed well, and no event of ours.
  refused("body_invalid", () => verify(headers, '{"test": 2432232314}', example, { now: () => 1_614_265_330_000 }));
});

test("while the secret is rotated, either secret on either side will do", () => {
  const [older, newer] = [secret(), secret()];
  const cases: [string[], string[]][] = [
    [[newer, older], [older]],
    [[newer, older], [newer]],
    [[newer], [older, newer]],
    [[older], [older, newer]],
  ];
  for (const [signing, known] of cases) assert.ok(new Webhook(known, { now }).verify(signed(signing), body));
});

test("what is not ours is refused", () => {
  const key = secret();
  const webhook = new Webhook(key, { now });
  refused("signature_wrong", () => webhook.verify(signed([secret()]), body));
  refused("signature_wrong", () => webhook.verify(signed([key]), body.replace('"difference":0', '"difference":1')));
  refused("signature_wrong", () => webhook.verify({ ...signed([key]), "webhook-id": "evt_1_o56_2" }, body));
  refused("signature_wrong", () => webhook.verify({ ...signed([key]), "webhook-timestamp": String(NOW_S + 1) }, body));
  for (const signature of ["v1,", "v1,AAAA", "v1a,AAAA", signed([key])["webhook-signature"]?.slice(3) ?? ""]) {
    const headers = { ...signed([key]), "webhook-signature": signature || "x" };
    refused("signature_wrong", () => webhook.verify(headers, body));
  }
  refused("body_invalid", () => webhook.verify(signed([key], NOW_S, "[]"), "[]"));
  for (const name of ["webhook-id", "webhook-timestamp", "webhook-signature"]) {
    refused("header_missing", () => webhook.verify({ ...signed([key]), [name]: "" }, body));
  }
});

test("what is older than five minutes is refused, and what is newer than the clock", () => {
  const key = secret();
  const webhook = new Webhook(key, { now });
  for (const skew of [-300, 300]) assert.ok(webhook.verify(signed([key], NOW_S + skew), body));
  refused("timestamp_too_old", () => webhook.verify(signed([key], NOW_S - 301), body));
  refused("timestamp_in_future", () => webhook.verify(signed([key], NOW_S + 301), body));
  for (const timestamp of ["soon", "-1", "1e9", "1707703200.5"]) {
    refused("timestamp_invalid", () => webhook.verify({ ...signed([key]), "webhook-timestamp": timestamp }, body));
  }
});

test("a secret that is none, and a body that was parsed, are said at once", () => {
  for (const wrong of ["", " ", "whsec_", "whsec_홍길동", "whsec_AAAA", "a-password-with-signs!"]) {
    assert.throws(() => new Webhook(wrong), UsageError);
  }
  assert.throws(() => new Webhook([]), UsageError);
  const key = secret();
  assert.throws(() => verify(signed([key]), JSON.parse(body), key, { now }), UsageError);
});
