"""What the client knows of an operation, and what may be said of a single call."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Optional, Union

if sys.version_info >= (3, 11):
    from typing import Literal, TypedDict, Unpack
else:
    from typing_extensions import Literal, TypedDict, Unpack

__all__ = ["Asked", "CallOptions", "Operation", "PathValue", "Retry", "Unpack"]

PathValue = Union[int, str]

Retry = Literal["always", "keyed", "unsent"]
"""When a call whose outcome is unknown may be sent again.

- `always`: a read, a removal, or a bank's message, which changes nothing when it comes again.
- `keyed`: under the Idempotency-Key of its first try.
- `unsent`: only where the server surely did nothing: it was not reached, or answered 429.
"""


@dataclass(frozen=True)
class Operation:
    """An operation of the API, as docs/openapi.json describes it."""

    id: str
    method: Literal["GET", "POST", "PATCH", "PUT", "DELETE"]
    path: str
    """Below the base URL, with `{name}` for each path parameter."""
    retry: Retry
    token: bool
    """Whether the token is sent along."""
    answer: str
    """`object`, `list` or `none`; of a file its media type."""


@dataclass(frozen=True)
class Asked:
    """What is asked of an operation."""

    path: Sequence[PathValue]
    query: Mapping[str, Any]
    body: Any = None


class CallOptions(TypedDict, total=False):
    """What every method takes beside its own arguments."""

    idempotency_key: Optional[str]
    """A key of your own instead of a random one, so that a later run of your program repeats the same call."""
    timeout: Optional[float]
    """How many seconds one try may take."""
    retries: Optional[int]
    """How many more tries may follow the first."""
    headers: Optional[Mapping[str, str]]
    """Headers beside the client's own, such as `{"prefer": "respond-async"}`."""
