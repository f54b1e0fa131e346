"""What every try of a call sends: above all one Idempotency-Key."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Optional
from urllib.parse import quote, urlencode, urlsplit

from ._errors import UsageError
from ._operation import Asked, CallOptions, Operation
from ._version import VERSION


@dataclass(frozen=True)
class PreparedRequest:
    """A request that can be sent any number of times."""

    url: str
    headers: Mapping[str, str]
    content: Optional[bytes]
    idempotency_key: Optional[str]


def _accepted(operation: Operation) -> str:
    return "application/json" if operation.answer in ("object", "list", "none") else operation.answer


def request_of(
    operation: Operation, asked: Asked, options: CallOptions, base_url: str, token: Optional[str]
) -> PreparedRequest:
    headers = {"accept": f"{_accepted(operation)}, application/problem+json"}
    for name, value in (options.get("headers") or {}).items():
        if not re.fullmatch(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+", name) or not re.fullmatch(r"[\x20-\x7e]*", value):
            raise UsageError(f"{operation.id}: the header {name!r} cannot be sent")
        headers[name.lower()] = value
    headers["user-agent"] = f"lunepay-python/{VERSION}"
    if operation.token:
        if token is None:
            raise UsageError(f"{operation.id} needs a token: LunePay(base_url, token)")
        headers["authorization"] = f"Bearer {token}"
    content = _content_of(operation, asked.body, headers)
    key = _key_of(operation, options.get("idempotency_key"))
    if key is not None:
        headers["idempotency-key"] = key
    try:
        url = base_url + _path_of(operation, asked) + _query_of(asked.query)
    except UnicodeEncodeError as error:
        raise UsageError(f"{operation.id}: an argument is no text: {error}") from error
    return PreparedRequest(url, headers, content, key)


def _content_of(operation: Operation, body: Any, headers: dict[str, str]) -> Optional[bytes]:
    if body is None:
        return None
    # A text is what a forwarder app would send: only the bank's messages take one.
    headers["content-type"] = "text/plain; charset=utf-8" if isinstance(body, str) else "application/json"
    try:
        text = body if isinstance(body, str) else json.dumps(body, ensure_ascii=False, allow_nan=False)
        return text.encode()
    except (TypeError, ValueError, RecursionError) as error:
        raise UsageError(f"{operation.id}: the body cannot be written as JSON: {error}") from error


def _key_of(operation: Operation, given: Optional[str]) -> Optional[str]:
    if operation.retry != "keyed":
        if given is not None:
            raise UsageError(f"{operation.id} takes no idempotency_key: sent again, it is done again")
        return None
    if given is None:
        return str(uuid.uuid4())
    if not re.fullmatch(r"[\x21-\x7e]{1,255}", given):
        raise UsageError("idempotency_key is 1 to 255 characters of ASCII, without spaces")
    return given


def _path_of(operation: Operation, asked: Asked) -> str:
    values = iter(asked.path)

    def part(name: re.Match[str]) -> str:
        value = next(values, None)
        is_number = isinstance(value, int) and not isinstance(value, bool) and value >= 0
        # `.` and `..` would lead to another path.
        is_text = isinstance(value, str) and value not in ("", ".", "..")
        if not (is_number or is_text):
            raise UsageError(f"{operation.id}: {name[1]} must be a whole number or a text that is not empty")
        return quote(str(value), safe="")

    return re.sub(r"\{([^}]+)\}", part, operation.path)


def _query_of(query: Mapping[str, Any]) -> str:
    pairs = [(name, _text_of(value)) for name, value in query.items() if value is not None]
    return f"?{urlencode(pairs)}" if pairs else ""


def _text_of(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def base_url_of(given: str) -> str:
    try:
        parts = urlsplit(given)
        has_host = bool(parts.hostname) and parts.port != 0
    except ValueError:
        has_host = False
    is_plain = has_host and not (parts.query or parts.fragment or "@" in parts.netloc or re.search(r"\s", given))
    if not is_plain or parts.scheme not in ("http", "https"):
        raise UsageError(
            "base_url is no address: say it as https://pay.shop.example/api/v1, without user, query or fragment"
        )
    return given.rstrip("/")


def token_of(given: Optional[str]) -> Optional[str]:
    """A token that no header can carry is refused here: what the HTTP client would say of it shows it."""
    if given is None:
        return None
    token = given.strip()
    if not re.fullmatch(r"[\x21-\x7e]+", token):
        raise UsageError("the token is empty or holds what no token holds")
    return token
