"""The methods are those of the document."""

from __future__ import annotations

import json
import keyword
import re
import typing
import unittest
from pathlib import Path
from typing import Any

import httpx

from lunepay import OPERATIONS, AsyncLunePay, AsyncPages, LunePay, LunePayError, Pages, __version__, models
from lunepay.operations import AsyncOperations, Operations

FOLDER = Path(__file__).resolve().parent.parent
DOCUMENT = json.loads((FOLDER.parent.parent / "docs/openapi.json").read_text("utf-8"))
DOCUMENTED = [(path, method, told) for path, item in DOCUMENT["paths"].items() for method, told in item.items()]


def public(kind: type) -> set[str]:
    return {name for name in vars(kind) if not name.startswith("_")}


NO_KEY = ("/auth/login", "/auth/signup", "/auth/password/forgot", "/auth/password/reset")


class Parity(unittest.TestCase):
    def test_every_operation_of_the_document_is_a_method_and_no_other_is(self) -> None:
        ids = {told["operationId"] for _, _, told in DOCUMENTED}
        self.assertGreater(len(ids), 60)
        self.assertEqual(set(OPERATIONS), ids)
        for client, methods in ((LunePay, Operations), (AsyncLunePay, AsyncOperations)):
            self.assertEqual(public(methods), ids)
            # None is hidden behind another of its name.
            self.assertEqual([name for name in ids if getattr(client, name) is not getattr(methods, name)], [])

    def test_every_method_sends_what_the_document_says(self) -> None:
        sent: list[httpx.Request] = []

        def handle(request: httpx.Request) -> httpx.Response:
            sent.append(request)
            return httpx.Response(418)

        http = httpx.Client(transport=httpx.MockTransport(handle))
        lunepay = LunePay("https://pay.example/api/v1", "t0ken", retries=0, http=http)
        for path, method, told in DOCUMENTED:
            name, parameters = told["operationId"], told.get("parameters", [])
            with self.subTest(name):
                inner = [one for one in parameters if one["in"] == "path"]
                values = [f"x{n}" if one["schema"]["type"] == "string" else n + 7 for n, one in enumerate(inner)]
                body: list[Any] = [{"said": 1}] if "requestBody" in told else []
                queried = {one["name"]: "a b" for one in parameters if one["in"] == "query"}
                query: Any = {f"{one}_" if keyword.iskeyword(one) else one: said for one, said in queried.items()}
                method_of = getattr(lunepay, name)
                if any("X-Next-Cursor" in one.get("headers", {}) for one in told["responses"].values()):
                    pages = method_of(*values, *body, **query)
                    self.assertIsInstance(pages, Pages)
                    self.assertEqual(sent, [])
                    self.assertRaises(LunePayError, pages.first)
                else:
                    self.assertRaises(LunePayError, method_of, *values, *body, **query)
                [request] = sent
                sent.clear()
                left = iter(values)
                where = re.sub(r"\{[^}]+\}", lambda _, left=left: str(next(left)), path)  # type: ignore[misc]
                self.assertEqual(str(request.url.copy_with(query=None)), f"https://pay.example/api/v1{where}")
                self.assertEqual(dict(request.url.params), queried)
                self.assertEqual(request.method, method.upper())
                self.assertEqual(request.content, b'{"said": 1}' if body else b"")
                keyed = any(one["name"] == "Idempotency-Key" for one in parameters)
                self.assertEqual("idempotency-key" in request.headers, keyed)
                is_open = any(not one for one in told.get("security", []))
                self.assertEqual(request.headers.get("authorization"), None if is_open else "Bearer t0ken")

    def test_lists_of_both_clients_are_the_same(self) -> None:
        http = httpx.AsyncClient()
        lunepay = AsyncLunePay("https://pay.example/api/v1", "t0ken", http=http)
        self.assertIsInstance(lunepay.list_orders(1), AsyncPages)
        self.assertIsInstance(lunepay.export_workspace(1), AsyncPages)

    def test_every_schema_and_event_of_the_document_is_a_type(self) -> None:
        for name in DOCUMENT["components"]["schemas"]:
            self.assertTrue(hasattr(models, name), name)
        types = set()
        for event in typing.get_args(models.WebhookEvent):
            types |= set(typing.get_args(typing.get_type_hints(event)["type"]))
        self.assertEqual(types, set(DOCUMENT["webhooks"]))

    def test_a_post_that_takes_no_key_and_a_patch_are_not_repeated_in_the_dark(self) -> None:
        for path, method, told in DOCUMENTED:
            retry = OPERATIONS[told["operationId"]].retry
            takes_back = method == "delete" and path.endswith("/returned")
            if method == "patch" or path in NO_KEY or takes_back:
                self.assertEqual(retry, "unsent", path)
            elif method == "post" and not path.startswith("/webhooks/"):
                self.assertEqual(retry, "keyed", path)
            else:
                self.assertEqual(retry, "always", path)

    def test_every_method_that_a_page_names_exists(self) -> None:
        named = re.findall(r"lunepay\.([a-z_]+)\(", (FOLDER / "README.md").read_text("utf-8"))
        self.assertGreater(len(named), 5)
        self.assertLessEqual(set(named), set(OPERATIONS))

    def test_the_version_is_the_packages(self) -> None:
        self.assertIn(f'\nversion = "{__version__}"\n', (FOLDER / "pyproject.toml").read_text("utf-8"))
