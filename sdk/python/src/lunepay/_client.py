"""The two clients: one that blocks, and one for asyncio and trio."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Iterator
from typing import Any, Optional

import httpx

from ._attempts import Answer, Attempts, Clock, Patience, Received, TooLate
from ._operation import Asked, CallOptions, Operation
from ._pages import AsyncPages, Page, Pages
from ._request import PreparedRequest, base_url_of, request_of, token_of
from .operations import AsyncOperations, Operations


class _Settings:
    """What both clients are made with."""

    def __init__(self, base_url: str, token: Optional[str], patience: Patience, clock: Clock) -> None:
        self._base_url = base_url_of(base_url)
        self._token = token_of(token)
        self._patience = patience
        self._clock = clock

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._base_url!r})"

    def _begin(self, operation: Operation, asked: Asked, options: CallOptions) -> tuple[PreparedRequest, Attempts]:
        request = request_of(operation, asked, options, self._base_url, self._token)
        timeout, retries = options.get("timeout"), options.get("retries")
        patience = Patience(
            self._patience.timeout if timeout is None else timeout,
            self._patience.retries if retries is None else retries,
            self._patience.deadline,
        )
        return request, Attempts(operation, request.idempotency_key, patience, self._clock)


class LunePay(_Settings, Operations):
    """LunePay's API. Every method is an operation of docs/openapi.json.

    `timeout` is how many seconds one try may take, `retries` how many more may follow the first, and `deadline` how
    many seconds after its beginning a call may still be tried again. `http` is an `httpx.Client` of your own.
    """

    def __init__(
        self,
        base_url: str,
        token: Optional[str] = None,
        *,
        timeout: float = 30.0,
        retries: int = 4,
        deadline: float = 90.0,
        http: Optional[httpx.Client] = None,
        clock: Optional[Clock] = None,
    ) -> None:
        super().__init__(base_url, token, Patience(timeout, retries, deadline), clock or Clock())
        self._owns_http = http is None
        self._http = http or httpx.Client()

    def __enter__(self) -> LunePay:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Closes its connections; an `http` of your own stays open."""
        if self._owns_http:
            self._http.close()

    def _call(self, operation: Operation, asked: Asked, options: CallOptions) -> Any:
        return self._send(operation, asked, options).body

    def _list(self, operation: Operation, asked: Asked, options: CallOptions) -> Pages[Any]:
        def fetch(cursor: Optional[str]) -> Page[Any]:
            return _page(operation, self._send(operation, _at(asked, cursor), options))

        return Pages(fetch)

    def _send(self, operation: Operation, asked: Asked, options: CallOptions) -> Answer:
        request, attempts = self._begin(operation, asked, options)
        while True:
            try:
                received = self._try(operation, request, attempts.patience.timeout)
            except (httpx.HTTPError, TooLate) as error:
                wait = attempts.failed(error)
            else:
                outcome = attempts.answered(received)
                if isinstance(outcome, Answer):
                    return outcome
                wait = outcome
            self._clock.sleep(wait)

    def _try(self, operation: Operation, request: PreparedRequest, timeout: float) -> Received:
        until = time.monotonic() + timeout
        with self._http.stream(operation.method, request.url, **_arguments(request, timeout)) as response:
            chunks: Iterator[bytes] = response.iter_bytes()
            content = bytearray()
            for chunk in chunks:
                content += chunk
                if time.monotonic() > until:
                    raise TooLate
            return Received(response.status_code, response.headers, bytes(content))


class AsyncLunePay(_Settings, AsyncOperations):
    """As `LunePay`, and every method is awaited; lists are read with `async for`."""

    def __init__(
        self,
        base_url: str,
        token: Optional[str] = None,
        *,
        timeout: float = 30.0,
        retries: int = 4,
        deadline: float = 90.0,
        http: Optional[httpx.AsyncClient] = None,
        clock: Optional[Clock] = None,
    ) -> None:
        super().__init__(base_url, token, Patience(timeout, retries, deadline), clock or Clock())
        self._owns_http = http is None
        self._http = http or httpx.AsyncClient()

    async def __aenter__(self) -> AsyncLunePay:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Closes its connections; an `http` of your own stays open."""
        if self._owns_http:
            await self._http.aclose()

    async def _call(self, operation: Operation, asked: Asked, options: CallOptions) -> Any:
        return (await self._send(operation, asked, options)).body

    def _list(self, operation: Operation, asked: Asked, options: CallOptions) -> AsyncPages[Any]:
        async def fetch(cursor: Optional[str]) -> Page[Any]:
            return _page(operation, await self._send(operation, _at(asked, cursor), options))

        return AsyncPages(fetch)

    async def _send(self, operation: Operation, asked: Asked, options: CallOptions) -> Answer:
        request, attempts = self._begin(operation, asked, options)
        while True:
            try:
                received = await self._try(operation, request, attempts.patience.timeout)
            except (httpx.HTTPError, TooLate) as error:
                wait = attempts.failed(error)
            else:
                outcome = attempts.answered(received)
                if isinstance(outcome, Answer):
                    return outcome
                wait = outcome
            await self._clock.sleep_async(wait)

    async def _try(self, operation: Operation, request: PreparedRequest, timeout: float) -> Received:
        until = time.monotonic() + timeout
        async with self._http.stream(operation.method, request.url, **_arguments(request, timeout)) as response:
            chunks: AsyncIterator[bytes] = response.aiter_bytes()
            content = bytearray()
            async for chunk in chunks:
                content += chunk
                if time.monotonic() > until:
                    raise TooLate
            return Received(response.status_code, response.headers, bytes(content))


def _arguments(request: PreparedRequest, timeout: float) -> dict[str, Any]:
    # A redirect would take the token along.
    return {
        "headers": dict(request.headers),
        "content": request.content,
        "timeout": timeout,
        "follow_redirects": False,
    }


def _at(asked: Asked, cursor: Optional[str]) -> Asked:
    return asked if cursor is None else Asked(asked.path, {**asked.query, "cursor": cursor}, asked.body)


def _page(operation: Operation, answer: Answer) -> Page[Any]:
    items = answer.body if operation.answer == "list" else [answer.body]
    return Page(items, answer.headers.get("x-next-cursor"))
