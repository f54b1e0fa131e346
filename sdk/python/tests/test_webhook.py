"""Which webhooks are believed."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
import unittest
from typing import Any

import httpx

from lunepay import SignatureError, UsageError, Webhook, verify

NOW = 1_707_703_200
BODY = json.dumps(
    {
        "id": "evt_1_o55_2",
        "type": "order.matched",
        "timestamp": "2024-02-12T11:00:00+09:00",
        "workspace_id": 1,
        "version": 2,
        "by": "auto",
        "data": {"order": {"id": 55, "difference": 0, "depositor_name": '"홍길동" <!channel>'}},
    },
    ensure_ascii=False,
)


def secret() -> str:
    return f"whsec_{base64.b64encode(os.urandom(32)).decode()}"


def signed(secrets: list[str], at: int = NOW, body: str = BODY) -> dict[str, str]:
    def one(key: str) -> str:
        content = f"evt_1_o55_2.{at}.{body}".encode()
        return f"v1,{base64.b64encode(hmac.new(base64.b64decode(key[6:]), content, hashlib.sha256).digest()).decode()}"

    signatures = " ".join(one(key) for key in secrets)
    return {"webhook-id": "evt_1_o55_2", "webhook-timestamp": str(at), "webhook-signature": signatures}


def now() -> float:
    return float(NOW)


class Webhooks(unittest.TestCase):
    def refused(self, fault: str, headers: Any, body: Any, key: str) -> None:
        with self.assertRaises(SignatureError) as caught:
            verify(headers, body, key, now=now)
        self.assertEqual(caught.exception.fault, fault)

    def test_an_event_of_ours_is_told_from_each_kind_of_headers_and_bodies(self) -> None:
        key = secret()
        headers = signed([key])
        upper = {name.upper(): [value] for name, value in headers.items()}
        for given in (headers, upper, httpx.Headers(headers)):
            for body in (BODY, BODY.encode(), bytearray(BODY.encode()), memoryview(BODY.encode())):
                event = verify(given, body, key, now=now)
                self.assertEqual(event, json.loads(BODY))
                assert event["type"] == "order.matched"
                self.assertEqual(event["data"]["order"]["difference"], 0)

    def test_the_signature_of_the_specifications_own_example_is_right(self) -> None:
        headers = {
            "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
            "webhook-timestamp": "1614265330",
            "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        }
        with self.assertRaises(SignatureError) as caught:
            key = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
            verify(headers, '{"test": 2432232314}', key, now=lambda: 1_614_265_330.0)
        # Signed well, and no event of ours.
        self.assertEqual(caught.exception.fault, "body_invalid")

    def test_while_the_secret_is_rotated_either_secret_on_either_side_will_do(self) -> None:
        older, newer = secret(), secret()
        cases = [
            ([newer, older], [older]),
            ([newer, older], [newer]),
            ([newer], [older, newer]),
            ([older], [older, newer]),
        ]
        for signing, known in cases:
            self.assertTrue(Webhook(known, now=now).verify(signed(signing), BODY))

    def test_what_is_not_ours_is_refused(self) -> None:
        key = secret()
        headers = signed([key])
        self.refused("signature_wrong", signed([secret()]), BODY, key)
        self.refused("signature_wrong", headers, BODY.replace('"difference": 0', '"difference": 1'), key)
        self.refused("signature_wrong", {**headers, "webhook-id": "evt_1_o56_2"}, BODY, key)
        self.refused("signature_wrong", {**headers, "webhook-timestamp": str(NOW + 1)}, BODY, key)
        for signature in ("v1,", "v1,AAAA", "v1a,AAAA", "v1,홍길동", headers["webhook-signature"][3:]):
            self.refused("signature_wrong", {**headers, "webhook-signature": signature}, BODY, key)
        self.refused("body_invalid", signed([key], body="[]"), "[]", key)
        for name in headers:
            self.refused("header_missing", {**headers, name: ""}, BODY, key)
            self.refused(
                "header_missing", {other: value for other, value in headers.items() if other != name}, BODY, key
            )

    def test_what_is_older_than_five_minutes_is_refused_and_what_is_newer_than_the_clock(self) -> None:
        key = secret()
        for skew in (-300, 300):
            self.assertTrue(verify(signed([key], NOW + skew), BODY, key, now=now))
        self.refused("timestamp_too_old", signed([key], NOW - 301), BODY, key)
        self.refused("timestamp_in_future", signed([key], NOW + 301), BODY, key)
        for timestamp in ("soon", "-1", "1e9", "1707703200.5", "١٧٠٧٧٠٣٢٠٠"):
            self.refused("timestamp_invalid", {**signed([key]), "webhook-timestamp": timestamp}, BODY, key)

    def test_what_no_reader_can_read_is_refused_by_its_kind(self) -> None:
        key = secret()
        deep = "[" * 200_000
        self.refused("body_invalid", signed([key], body=deep), deep, key)
        self.refused("body_invalid", signed([key]), BODY + "\ud800", key)
        for name in ("webhook-id", "webhook-signature"):
            self.refused("signature_wrong", {**signed([key]), name: "v1,\ud800"}, BODY, key)

    def test_a_secret_that_is_none_and_a_body_that_was_parsed_are_said_at_once(self) -> None:
        for wrong in ("", " ", "whsec_", "whsec_홍길동", "whsec_AAAA", "a-password-with-signs!"):
            with self.assertRaises(UsageError):
                Webhook(wrong)
        with self.assertRaises(UsageError):
            Webhook([])
        key = secret()
        with self.assertRaises(UsageError):
            verify(signed([key]), json.loads(BODY), key, now=now)
        self.assertNotIn(key[6:], repr(Webhook(key)))
