"""Pages, errors, and what is refused before it is sent."""

from __future__ import annotations

import unittest
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx

from api import ORDER, Api, Exchange, against
from lunepay import AnswerError, AsyncLunePay, LunePay, LunePayError, ProblemError, UsageError

URL = "https://pay.example/api/v1"


def query_of(one: Exchange) -> dict[str, list[str]]:
    return parse_qs(urlsplit(one.path).query)


class Client(unittest.TestCase):
    def test_a_list_is_read_page_by_page_only_as_far_as_it_is_needed(self) -> None:
        def pages(one: Exchange) -> None:
            cursor = query_of(one).get("cursor", [""])[0]
            number, following = {"": (3, "c/1="), "c/1=": (2, "c2"), "c2": (1, None)}[cursor]
            one.json(200, [{"id": number}], {} if following is None else {"x-next-cursor": following})

        def test(api: Api) -> None:
            name = '"홍" & <!channel>'
            orders = api.call("list_orders", 1, status="PENDING", depositor_name=name)
            self.assertEqual([order["id"] for order in orders], [3, 2, 1])
            self.assertTrue(all(query_of(one)["depositor_name"] == [name] for one in api.seen))
            self.assertNotIn("order_number", query_of(api.seen[0]))
            api.seen.clear()
            self.assertEqual(len(api.call("list_orders", 1, take=2)), 2)
            self.assertEqual(len(api.seen), 2)
            api.call("list_bank_accounts", 1, is_active=False, take=1)
            self.assertEqual(query_of(api.seen[-1])["is_active"], ["false"])

        against(pages, test)

    def test_a_list_that_leads_in_a_circle_is_no_whole_list(self) -> None:
        def circle(one: Exchange) -> None:
            one.json(200, [{"id": 1}], {"x-next-cursor": "same"})

        def test(api: Api) -> None:
            with self.assertRaisesRegex(LunePayError, "circle"):
                api.call("list_orders", 1)
            self.assertEqual(len(api.seen), 2)

        against(circle, test)

    def test_an_export_is_its_zips(self) -> None:
        def zips(one: Exchange) -> None:
            following = {} if "cursor" in one.path else {"x-next-cursor": "b"}
            one.answer(200, b"PK", {"content-type": "application/zip", **following})

        against(zips, lambda api: self.assertEqual(api.call("export_workspace", 1), [b"PK", b"PK"]))

    def test_bad_fields_are_told_one_by_one_with_what_to_do(self) -> None:
        errors = [{"field": "amount", "code": "out_of_range", "detail": "1 이상으로 보내 주세요."}]
        body = {
            "code": "invalid_fields",
            "detail": "고쳐 주세요.",
            "request_id": "r-2",
            "errors": errors,
            "order_id": 7,
        }

        def test(api: Api) -> None:
            with self.assertRaises(ProblemError) as caught:
                api.call("place_order", 1, ORDER)
            self.assertEqual(caught.exception.errors, errors)
            self.assertEqual(caught.exception.problem["order_id"], 7)
            expected = r"place_order: .*amount: 1 이상으로.*400 invalid_fields, request r-2"
            self.assertRegex(str(caught.exception), expected)

        against(lambda one: one.json(400, body), test)

    def test_what_is_not_lunepays_answer_is_said_to_be_so(self) -> None:
        answers = [
            (200, b"<html>log in to the wifi</html>"),
            (200, b'"a text"'),
            (200, b'{"not": "a list"}'),
            (200, b"\xff"),
            (404, b"nginx"),
            (401, b'{"message": "Forbidden"}'),
            (500, b""),
        ]

        def test(api: Api) -> None:
            for status, _ in answers:
                with self.assertRaises(AnswerError) as caught:
                    api.call("list_orders", 1, retries=0)
                self.assertEqual(caught.exception.status, status)
            with self.assertRaisesRegex(AnswerError, "leads elsewhere"):
                api.call("get_me")
            self.assertEqual(len(api.seen), len(answers) + 1, "the token goes nowhere else")
            for method, given in (("remove_phone_number", (1, 2)), ("export_workspace", (1,))):
                with self.assertRaises(AnswerError):
                    api.call(method, *given, retries=0)

        def answer(one: Exchange) -> None:
            if one.nth < len(answers):
                one.answer(*answers[one.nth])
            elif one.nth == len(answers):
                one.answer(301, b"", {"location": "https://elsewhere.example/"})
            else:
                one.answer(200, b"<html>done!</html>", {"content-type": "text/html"})

        against(answer, test)

    def test_what_cannot_be_sent_is_refused_before_it_is_sent_and_shows_no_token(self) -> None:
        for wrong in ("", " ", "s3cret\nx: y", "비밀"):
            with self.assertRaises(UsageError) as caught:
                LunePay(URL, wrong)
            self.assertNotIn("s3cret", str(caught.exception))
        bases = (
            "",
            "pay.example",
            "ftp://pay.example",
            "https://a:b@pay.example",
            f"{URL}?x",
            "http://a:b/",
            "http://a b/",
        )
        for base in bases:
            with self.assertRaises(UsageError):
                LunePay(base)
        lunepay = LunePay(URL, "s3cret")
        self.assertNotIn("s3cret", repr(lunepay) + repr(AsyncLunePay(URL, "s3cret")))
        wrong_id: Any
        for wrong_id in (1.5, -1, True, None, "", ".", ".."):
            with self.assertRaises(UsageError):
                lunepay.get_order(1, wrong_id)
        body: Any
        for body in ({"amount": float("nan")}, {"amount": object()}, {"memo": "\ud800"}):
            with self.assertRaises(UsageError):
                lunepay.place_order(1, body)
        with self.assertRaises(UsageError):
            lunepay.log_out(idempotency_key="a key")
        with self.assertRaises(UsageError) as unkeyed:
            lunepay.amend_order(1, 2, {"memo": "x"}, idempotency_key="order-1")
        self.assertIn("amend_order takes no idempotency_key", str(unkeyed.exception))
        impatient: Any
        for impatient in ({"timeout": 0}, {"timeout": float("nan")}, {"retries": -1}, {"deadline": -1}):
            with self.assertRaises(UsageError):
                LunePay(URL, **impatient)
        with self.assertRaises(UsageError):
            lunepay.get_me(timeout=-1)
        with self.assertRaises(UsageError):
            lunepay.get_message(1, "\ud800")
        with self.assertRaises(UsageError):
            lunepay.get_me(headers={"x-a": "b\r\nc"})
        with self.assertRaises(UsageError):
            LunePay(URL).get_me()

    def test_ids_are_one_part_of_the_path_and_a_text_is_sent_as_a_text(self) -> None:
        def test(api: Api) -> None:
            api.call("get_message", 1, "a/../b?c#d")
            self.assertEqual(api.seen[0].path, "/api/v1/workspaces/1/messages/a%2F..%2Fb%3Fc%23d")
            client = {"base_url": f"{api.base_url}/", "token": None}
            api.call("send_bank_sms", "입금 1원", headers={"Prefer": "respond-async"}, client=client)
            sent = api.seen[1]
            self.assertEqual((sent.path, sent.body), ("/api/v1/webhooks/bank-sms", "입금 1원"))
            self.assertEqual(sent.headers["prefer"], "respond-async")
            self.assertEqual(sent.headers["content-type"], "text/plain; charset=utf-8")
            self.assertNotIn("authorization", sent.headers)

        against(lambda one: one.json(200, {"success": True, "message": ""}), test)

    def test_an_http_client_of_the_callers_own_stays_open_and_leads_nowhere(self) -> None:
        moved = httpx.MockTransport(lambda _: httpx.Response(302, headers={"location": "https://elsewhere.example/"}))
        http = httpx.Client(transport=moved, follow_redirects=True)
        with LunePay(URL, "t0ken", http=http) as lunepay, self.assertRaisesRegex(AnswerError, "leads elsewhere"):
            lunepay.get_me()
        self.assertFalse(http.is_closed)
