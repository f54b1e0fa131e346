"""Verifies webhooks (Standard Webhooks)."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import re
import time
from collections.abc import Mapping, Sequence
from typing import Any, Callable, Union, cast

from ._errors import SignatureError, UsageError
from .models import WebhookEvent

_PREFIX = "whsec_"


class Webhook:
    """Verifies webhooks of one endpoint.

    Made with the endpoint's `secret`; while it is rotated, with the old and the new one. `tolerance` is how many
    seconds the clocks may be apart, and how late a webhook may come.
    """

    def __init__(
        self,
        secrets: Union[str, Sequence[str]],
        *,
        tolerance: int = 300,
        now: Callable[[], float] = time.time,
    ) -> None:
        given = [secrets] if isinstance(secrets, str) else list(secrets)
        if not given:
            raise UsageError("a webhook's secret is missing")
        self._keys = [_key_of(secret) for secret in given]
        self._tolerance = tolerance
        self._now = now

    def __repr__(self) -> str:
        return f"Webhook({len(self._keys)} secrets)"

    def verify(self, headers: Mapping[str, Any], body: Union[str, bytes, bytearray, memoryview]) -> WebhookEvent:
        """The event, when its signature is right and it is not older than five minutes; else a `SignatureError`.

        `body` must be as it came, before anything parsed it. Do nothing for an `id` that you have seen.
        """
        if not isinstance(body, (str, bytes, bytearray, memoryview)):
            raise UsageError("the body must be the text or bytes as they came, not what a framework parsed of them")
        content = _bytes_of(body)
        event_id = _header(headers, "webhook-id")
        timestamp = _header(headers, "webhook-timestamp")
        signatures = _header(headers, "webhook-signature")
        self._check_time(timestamp)
        if not self._is_signed(_encoded(f"{event_id}.{timestamp}.") + content, signatures):
            raise SignatureError("signature_wrong", "no signature is of a secret of this endpoint")
        return _event_of(content)

    def _check_time(self, timestamp: str) -> None:
        if not re.fullmatch(r"[0-9]{1,12}", timestamp):
            raise SignatureError("timestamp_invalid", "webhook-timestamp is not a number of seconds")
        age = int(self._now()) - int(timestamp)
        if age > self._tolerance:
            raise SignatureError("timestamp_too_old", f"sent {age} s ago by this machine's clock")
        if age < -self._tolerance:
            raise SignatureError("timestamp_in_future", f"sent {-age} s in the future of this machine's clock")

    def _is_signed(self, signed: bytes, signatures: str) -> bool:
        """Whether any signature is of any secret. All are compared, so that the time tells nothing."""
        given = [_encoded(one[3:]) for one in signatures.split(" ") if one.startswith("v1,")]
        is_signed = False
        for key in self._keys:
            right = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest())
            for one in given:
                is_signed |= hmac.compare_digest(one, right)
        return is_signed


def verify(
    headers: Mapping[str, Any],
    body: Union[str, bytes, bytearray, memoryview],
    secrets: Union[str, Sequence[str]],
    *,
    tolerance: int = 300,
    now: Callable[[], float] = time.time,
) -> WebhookEvent:
    """What `Webhook.verify` does, for a secret that is at hand only now."""
    return Webhook(secrets, tolerance=tolerance, now=now).verify(headers, body)


def _key_of(secret: str) -> bytes:
    if not isinstance(secret, str) or not secret.strip():
        raise UsageError("a webhook's secret is missing")
    text = secret.strip()
    encoded = text[len(_PREFIX) :] if text.startswith(_PREFIX) else text
    try:
        key = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if len(key) < 16:
        raise UsageError(f"a webhook's secret begins with {_PREFIX} and is shown once, when the endpoint is made")
    return key


def _encoded(text: str) -> bytes:
    """Of a header that is no text: it is signed by nobody, and need not raise."""
    return text.encode("utf-8", "surrogatepass")


def _bytes_of(body: Union[str, bytes, bytearray, memoryview]) -> bytes:
    if not isinstance(body, str):
        return bytes(body)
    try:
        return body.encode()
    except UnicodeEncodeError as error:
        raise SignatureError(
            "body_invalid", "the body is no text of UTF-8: hand over its bytes as they came"
        ) from error


def _header(headers: Mapping[str, Any], name: str) -> str:
    for key, value in headers.items():
        if isinstance(key, str) and key.lower() == name:
            first = value[0] if isinstance(value, (list, tuple)) and value else value
            if isinstance(first, str) and first:
                return first
    raise SignatureError("header_missing", f"the header {name} is missing")


def _event_of(content: bytes) -> WebhookEvent:
    try:
        event = json.loads(content.decode())
    except (ValueError, RecursionError):
        event = None
    if not isinstance(event, dict) or "type" not in event or "data" not in event:
        raise SignatureError("body_invalid", "the body is signed, but is not an event")
    return cast(WebhookEvent, event)
