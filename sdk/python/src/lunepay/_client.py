"""The two clients: one that blocks, and one for asyncio and trio."""

from __future__ import annotations

from typing import Any, Callable, Generic, Optional, TypeVar, Union

import httpx

from ._attempts import Answer, Attempts, Clock, Patience, Received, TimeLeft, TooLate
from ._operation import Asked, CallOptions, Operation
from ._pages import AsyncPages, Page, Pages
from ._request import PreparedRequest, base_url_of, request_of, token_of
from .operations import AsyncOperations, Operations

Http = TypeVar("Http", httpx.Client, httpx.AsyncClient)


class _Client(Generic[Http]):
    """What both clients are made with, and what they do but for waiting."""

    _new: Callable[[], Http]

    def __init__(
        self,
        base_url: str,
        token: Optional[str] = None,
        *,
        timeout: float = Patience.timeout,
        retries: int = Patience.retries,
        deadline: float = Patience.deadline,
        http: Optional[Http] = None,
        clock: Optional[Clock] = None,
    ) -> None:
        self._base_url = base_url_of(base_url)
        self._token = token_of(token)
        self._patience = Patience(timeout, retries, deadline)
        self._clock = clock or Clock()
        self._owns_http = http is None
        self._http: Http = type(self)._new() if http is None else http

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

    def _built(self, operation: Operation, request: PreparedRequest, left: TimeLeft) -> httpx.Request:
        return self._http.build_request(
            operation.method,
            request.url,
            headers=dict(request.headers),
            content=request.content,
            extensions={"timeout": left},
        )


class LunePay(_Client[httpx.Client], Operations):
    """LunePay's API. Every method is an operation of docs/openapi.json.

    `timeout` is how many seconds one try may take, from the connection to the answer's last byte; `retries` how many
    more may follow the first, and `deadline` how many seconds after its beginning a call may still be tried again.
    `http` is an `httpx.Client` of your own.
    """

    _new = httpx.Client

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
            outcome = attempts.after(self._try(operation, request, attempts.patience.timeout))
            if isinstance(outcome, Answer):
                return outcome
            self._clock.sleep(outcome)

    def _try(self, operation: Operation, request: PreparedRequest, timeout: float) -> Union[Received, Exception]:
        left = TimeLeft(timeout)
        try:
            # A redirect would take the token along.
            built = self._built(operation, request, left)
            response = self._http.send(built, stream=True, follow_redirects=False)
            try:
                content = bytearray()
                for chunk in response.iter_bytes():
                    content += chunk
                    left.check()
                return Received(response.status_code, response.headers, bytes(content))
            finally:
                response.close()
        except (httpx.HTTPError, TooLate) as error:
            return error


class AsyncLunePay(_Client[httpx.AsyncClient], AsyncOperations):
    """As `LunePay`, and every method is awaited; lists are read with `async for`."""

    _new = httpx.AsyncClient

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
            outcome = attempts.after(await self._try(operation, request, attempts.patience.timeout))
            if isinstance(outcome, Answer):
                return outcome
            await self._clock.sleep_async(outcome)

    async def _try(self, operation: Operation, request: PreparedRequest, timeout: float) -> Union[Received, Exception]:
        left = TimeLeft(timeout)
        try:
            built = self._built(operation, request, left)
            response = await self._http.send(built, stream=True, follow_redirects=False)
            try:
                content = bytearray()
                async for chunk in response.aiter_bytes():
                    content += chunk
                    left.check()
                return Received(response.status_code, response.headers, bytes(content))
            finally:
                await response.aclose()
        except (httpx.HTTPError, TooLate) as error:
            return error


def _at(asked: Asked, cursor: Optional[str]) -> Asked:
    return asked if cursor is None else Asked(asked.path, {**asked.query, "cursor": cursor}, asked.body)


def _page(operation: Operation, answer: Answer) -> Page[Any]:
    items = answer.body if operation.answer == "list" else [answer.body]
    return Page(items, answer.headers.get("x-next-cursor"))
