"""A server that behaves as a test says, and both clients in front of it."""

from __future__ import annotations

import asyncio
import json
import select
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Callable, Optional

import httpx

from lunepay import AsyncLunePay, AsyncPages, Clock, LunePay, Pages

ORDER: Any = {"order_number": 'A-"1"', "amount": 14_510, "depositor_name": '"홍길동" <!channel>'}


PLAIN: Any = {"verify": False, "trust_env": False}
"""Without certificates, whose reading would take most of a test's time."""


class Exchange:
    """A request, and how it may be answered."""

    def __init__(self, handler: BaseHTTPRequestHandler, nth: int) -> None:
        self._handler = handler
        self.nth = nth
        self.method, self.path = handler.command, handler.path
        self.headers = {name.lower(): value for name, value in handler.headers.items()}
        self.body = handler.rfile.read(int(handler.headers.get("content-length") or 0)).decode()

    def answer(
        self, status: int, body: bytes = b"", headers: Optional[Mapping[str, str]] = None, *, length: int = -1
    ) -> None:
        """`length` is what the answer claims, where it is cut off."""
        self._handler.send_response(status)
        for name, value in (headers or {}).items():
            self._handler.send_header(name, value)
        self._handler.send_header("content-length", str(len(body) if length < 0 else length))
        self._handler.end_headers()
        self._handler.wfile.write(body)

    def json(self, status: int, body: Any, headers: Optional[Mapping[str, str]] = None) -> None:
        self.answer(status, json.dumps(body).encode(), {"content-type": "application/json", **(headers or {})})

    def problem(self, status: int, code: str, headers: Optional[Mapping[str, str]] = None) -> None:
        self.json(status, {"status": status, "code": code, "detail": "고쳐 주세요.", "request_id": "r-1"}, headers)

    def wait(self, seconds: float) -> bool:
        """Says nothing for so long, or until the client has gone; whether it is still there."""
        connection = self._handler.connection
        return not select.select([connection], [], [], seconds)[0]

    def more(self, body: bytes) -> None:
        self._handler.wfile.write(body)

    def drop(self) -> None:
        """The connection ends without an answer, or in the middle of one."""
        self._handler.close_connection = True


class TestClock(Clock):
    """Waits for nothing and writes down what it was asked to wait."""

    __test__ = False

    def __init__(self) -> None:
        self.time = 1_795_953_600.0
        self.passed = 0.0
        self.slept: list[float] = []

    def now(self) -> float:
        return self.time

    def monotonic(self) -> float:
        return self.passed

    def random(self) -> float:
        return 0.0

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += seconds
        self.passed += seconds

    async def sleep_async(self, seconds: float) -> None:
        self.sleep(seconds)


@dataclass
class Api:
    """What a test sees of its server, and of one of the two clients."""

    base_url: str
    is_async: bool
    seen: list[Exchange] = field(default_factory=list)
    clock: TestClock = field(default_factory=TestClock)

    def call(self, method: str, *given: Any, client: Optional[dict[str, Any]] = None, **more: Any) -> Any:
        """What the method answers; of a list its items, as far as `take` says."""
        settings = {"base_url": self.base_url, "token": "t0ken", "clock": self.clock, **(client or {})}
        take: int = more.pop("take", 1_000)
        if self.is_async:
            return asyncio.run(self._call_async(settings, method, given, more, take))
        with httpx.Client(**PLAIN) as http:
            lunepay = LunePay(**settings, http=http)
            answer = getattr(lunepay, method)(*given, **more)
            return answer.take(take) if isinstance(answer, Pages) else answer

    async def _call_async(self, settings: Any, method: str, given: Any, more: Any, take: int) -> Any:
        async with httpx.AsyncClient(**PLAIN) as http:
            lunepay = AsyncLunePay(**settings, http=http)
            answer = getattr(lunepay, method)(*given, **more)
            return await (answer.take(take) if isinstance(answer, AsyncPages) else answer)


@contextmanager
def serving(behaviour: Callable[[Exchange], None], seen: list[Exchange]) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def handle_any(self) -> None:
            exchange = Exchange(self, len(seen))
            seen.append(exchange)
            behaviour(exchange)

        do_GET = do_POST = do_PATCH = do_DELETE = handle_any

        def log_message(self, *_: Any) -> None:
            pass

    class Server(ThreadingHTTPServer):
        def handle_error(self, *_: Any) -> None:
            """A client that has gone."""

    server = Server(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.005}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/api/v1"
    finally:
        server.shutdown()
        server.socket.close()


def against(behaviour: Callable[[Exchange], None], test: Callable[[Api], None]) -> None:
    """Runs a test with the blocking client and with the other one."""
    for is_async in (False, True):
        seen: list[Exchange] = []
        with serving(behaviour, seen) as base_url:
            test(Api(base_url, is_async, seen))
