"""Lists that come in pages."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, Callable, Generic, Optional, TypeVar

from ._errors import LunePayError

T = TypeVar("T")


@dataclass(frozen=True)
class Page(Generic[T]):
    """A page of a list, and where the next one begins."""

    items: list[T]
    next: Optional[str]
    """The `cursor` of the next page; `None` on the last."""


class Pages(Generic[T]):
    """Iterate over it to have every item; each page is fetched when it is needed, and none before that."""

    def __init__(self, fetch: Callable[[Optional[str]], Page[T]]) -> None:
        self._fetch = fetch

    def first(self) -> Page[T]:
        """The first page alone."""
        return self._fetch(None)

    def pages(self) -> Iterator[Page[T]]:
        """Page after page."""
        walk = _Walk()
        while walk.goes_on:
            page = self._fetch(walk.cursor)
            yield page
            walk.after(page)

    def __iter__(self) -> Iterator[T]:
        for page in self.pages():
            yield from page.items

    def take(self, most: int) -> list[T]:
        """The first items, at most so many."""
        return list(islice(self, max(0, most)))


class AsyncPages(Generic[T]):
    """As `Pages`, with `async for`."""

    def __init__(self, fetch: Callable[[Optional[str]], Awaitable[Page[T]]]) -> None:
        self._fetch = fetch

    async def first(self) -> Page[T]:
        """The first page alone."""
        return await self._fetch(None)

    async def pages(self) -> AsyncIterator[Page[T]]:
        """Page after page."""
        walk = _Walk()
        while walk.goes_on:
            page = await self._fetch(walk.cursor)
            yield page
            walk.after(page)

    async def __aiter__(self) -> AsyncIterator[T]:
        async for page in self.pages():
            for item in page.items:
                yield item

    async def take(self, most: int) -> list[T]:
        """The first items, at most so many."""
        taken: list[T] = []
        if most > 0:
            async for item in self:
                taken.append(item)
                if len(taken) == most:
                    break
        return taken


class _Walk:
    """From page to page to the end: neither may a program run for ever, nor take half a list for a whole one."""

    def __init__(self) -> None:
        self.goes_on = True
        self.cursor: Optional[str] = None
        self._seen: set[str] = set()

    def after(self, page: Page[Any]) -> None:
        self.goes_on = page.next is not None
        if page.next is not None:
            if page.next in self._seen:
                raise LunePayError("the list leads in a circle")
            self._seen.add(page.next)
            self.cursor = page.next
