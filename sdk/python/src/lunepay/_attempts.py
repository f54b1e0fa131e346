"""The tries of one call: what an answer or a failure means, and whether and when another try follows.

It sends nothing and waits for nothing: both clients ask it, the one that blocks and the one that does not.
"""

from __future__ import annotations

import json
import math
import random
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import Any, Callable, Optional, Union

import httpx

from ._errors import AnswerError, Failed, FailedCall, NoAnswerError, ProblemError, UsageError
from ._operation import Operation

FIRST_WAIT = 0.5
LONGEST_WAIT = 8.0
IN_USE = "idempotency_key_in_use"
"""The first request with this key still runs, or died: its key is free again within a minute."""

# Nothing was sent: no connection was made, or none was free.
_UNSENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)
# Sent again, it fails again.
_HOPELESS = (httpx.UnsupportedProtocol, httpx.LocalProtocolError)


@dataclass(frozen=True)
class Patience:
    timeout: float = 30.0
    retries: int = 4
    deadline: float = 90.0

    def __post_init__(self) -> None:
        # Written so that a NaN is refused.
        if not (self.timeout > 0 and self.retries >= 0 and self.deadline >= 0):
            raise UsageError("timeout is more than 0 seconds, and neither retries nor deadline is below 0")


class Clock:
    """Time and chance; a test has its own."""

    def now(self) -> float:
        """Seconds since 1970."""
        return time.time()

    def monotonic(self) -> float:
        """Seconds since some instant, whatever is done to the machine's time."""
        return time.monotonic()

    def random(self) -> float:
        return random.random()

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)

    async def sleep_async(self, seconds: float) -> None:
        import anyio

        await anyio.sleep(seconds)


@dataclass(frozen=True)
class Received:
    """An answer, read to its end."""

    status: int
    headers: Mapping[str, str]
    content: bytes


@dataclass(frozen=True)
class Answer:
    headers: Mapping[str, str]
    body: Any


class TooLate(Exception):
    """An answer that is not whole when the try's time is over."""


class TimeLeft(dict[str, Optional[float]]):
    """What is left of a try's time, as httpx asks for it at each step: a connection, the request, the answer.

    `check` holds an answer that drips in. Headers that do are not held: httpx asks once for all of them.
    """

    def __init__(self, timeout: float, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(dict.fromkeys(("pool", "connect", "write", "read")))
        self._clock = clock
        self._until = clock() + timeout

    def __getitem__(self, _: str) -> Optional[float]:
        # Not 0: that would be a socket that never waits, whose error is another one.
        left = self._until - self._clock()
        return None if math.isinf(left) else max(0.001, left)

    def get(self, name: str, _: Any = None) -> Optional[float]:
        return self[name]

    def check(self) -> None:
        if self._clock() > self._until:
            raise TooLate


@dataclass
class Attempts:
    operation: Operation
    idempotency_key: Optional[str]
    patience: Patience
    clock: Clock
    _made: int = 0
    _counted: int = 0
    _started: float = field(init=False)

    def __post_init__(self) -> None:
        self._started = self.clock.monotonic()

    def after(self, tried: Union[Received, Exception]) -> Union[Answer, float]:
        """The answer, or in how many seconds to try again."""
        self._made += 1
        return self._answered(tried) if isinstance(tried, Received) else self._unanswered(tried)

    def _answered(self, received: Received) -> Union[Answer, float]:
        may_repeat = self.operation.retry != "unsent"
        status = received.status
        if 200 <= status < 300:
            answer = _answer_of(self.operation, received)
            if answer is not None:
                return answer
            return self._wait(AnswerError("breaks off, or is not LunePay's", self._failed(), status), may_repeat)
        after = _retry_after(received.headers, self.clock)
        problem = _json_of(received.content)
        error: FailedCall
        if isinstance(problem, dict) and isinstance(problem.get("code"), str):
            error = ProblemError(status, problem, self._failed(), after)
        else:
            text = "leads elsewhere: mend base_url" if status < 400 else "is not LunePay's"
            error, problem = AnswerError(text, self._failed(), status), {}
        in_use = status == 409 and problem.get("code") == IN_USE
        again = status == 429 or (may_repeat and (status in (502, 503, 504) or in_use))
        return self._wait(error, again, after, counts=not in_use)

    def _unanswered(self, cause: Exception) -> float:
        hopeless = isinstance(cause, _HOPELESS) or _is_refused_certificate(cause)
        unsent = hopeless or isinstance(cause, _UNSENT)
        changes = self.operation.method != "GET" or self.operation.retry != "always"
        if isinstance(cause, (httpx.ReadTimeout, httpx.WriteTimeout, TooLate)):
            text = f"no answer within {self.patience.timeout:g} s"
        else:
            what = "the server was not reached" if unsent else "the connection broke"
            text = f"{what} ({str(cause) or type(cause).__name__})"
        error = NoAnswerError(text, self._failed(), changes and not unsent)
        error.__cause__ = cause
        return self._wait(error, not hopeless and (unsent or self.operation.retry != "unsent"))

    def _failed(self) -> Failed:
        return Failed(self.operation.id, self._made, self.idempotency_key)

    def _wait(self, error: FailedCall, again: bool, after: Optional[float] = None, counts: bool = True) -> float:
        self._counted += counts
        if after is not None:
            # What the server asked for, and up to a tenth more.
            wait = after * (1 + self.clock.random() / 10)
        else:
            # Twice as long each time, half of it by chance.
            longest = min(LONGEST_WAIT, FIRST_WAIT * 2.0 ** max(0, self._counted - 1))
            wait = longest * (0.5 + self.clock.random() / 2)
        in_time = self.clock.monotonic() - self._started + wait <= self.patience.deadline
        if not again or not in_time or self._counted > self.patience.retries or self.patience.retries == 0:
            raise error
        return wait


def _answer_of(operation: Operation, received: Received) -> Optional[Answer]:
    """What a good answer holds, or `None` when it holds something else."""
    body: Any = None
    fits = False
    if operation.answer == "none":
        fits = not received.content
    elif operation.answer in ("object", "list"):
        body = _json_of(received.content)
        fits = isinstance(body, list if operation.answer == "list" else dict)
    else:
        body = received.content
        fits = received.headers.get("content-type", "").startswith(operation.answer)
    return Answer(received.headers, body) if fits else None


def _json_of(content: bytes) -> Any:
    try:
        return json.loads(content.decode())
    except (ValueError, RecursionError):
        return None


def _retry_after(headers: Mapping[str, str], clock: Clock) -> Optional[float]:
    """Seconds or a date (RFC 9110). A date is measured by the server's own clock where its answer tells it."""
    text = headers.get("retry-after", "").strip()
    if text.isascii() and text.isdigit() and len(text) <= 9:
        return float(text)
    until = _date(text)
    if until is None:
        return None
    told = _date(headers.get("date", ""))
    return max(0.0, until - (clock.now() if told is None else told))


def _date(text: str) -> Optional[float]:
    try:
        return parsedate_to_datetime(text).timestamp()
    except (TypeError, ValueError, IndexError, OverflowError):
        return None


def _is_refused_certificate(error: Optional[BaseException]) -> bool:
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError) or "CERTIFICATE_VERIFY_FAILED" in str(error):
            return True
        error = error.__cause__ or error.__context__
    return False
