"""What is tried again, when, and under which key."""

from __future__ import annotations

import math
import unittest
from typing import Any, Callable

import httpx

from api import ORDER, Api, Exchange, TestClock, against
from lunepay import AnswerError, LunePay, NoAnswerError, ProblemError
from lunepay._attempts import TimeLeft, TooLate


class Retries(unittest.TestCase):
    def test_an_answer_that_was_lost_is_asked_for_again_under_the_same_key(self) -> None:
        placed: dict[str, str] = {}

        def lose_three(one: Exchange) -> None:
            placed.setdefault(one.headers["idempotency-key"], one.body)
            if one.nth == 0:
                one.drop()
            elif one.nth == 1:
                one.answer(201, b'{"id":', length=100)
                one.drop()
            elif one.nth == 2:
                one.answer(201, b'{"id": 5')
            else:
                one.json(201, {"id": 55}, {"idempotent-replayed": "true"})

        def test(api: Api) -> None:
            placed.clear()
            self.assertEqual(api.call("place_order", 1, ORDER)["id"], 55)
            self.assertEqual(len(api.seen), 4)
            self.assertEqual(len(placed), 1)
            self.assertEqual(api.clock.slept, [0.25, 0.5, 1.0])
            api.call("place_order", 1, ORDER)
            self.assertEqual(len(placed), 2, "another call has another key")
            api.call("place_order", 1, ORDER, idempotency_key="order-A-1")
            self.assertEqual(api.seen[-1].headers["idempotency-key"], "order-A-1")

        against(lose_three, test)

    def test_retry_after_is_honoured_and_a_wait_that_is_too_long_is_the_callers(self) -> None:
        def busy(one: Exchange) -> None:
            if one.nth == 0:
                one.problem(429, "too_many_requests", {"retry-after": "7"})
            elif one.nth == 1:
                one.problem(429, "too_many_requests")
            else:
                one.problem(429, "too_many_requests", {"retry-after": "3600"})

        def test(api: Api) -> None:
            with self.assertRaises(ProblemError) as caught:
                api.call("get_order", 1, 2)
            self.assertEqual(api.clock.slept, [7.0, 0.5])
            self.assertEqual(caught.exception.retry_after, 3600.0)
            self.assertEqual(caught.exception.attempts, 3)
            self.assertIn("retry_after", caught.exception.advice)

        against(busy, test)

    def test_a_date_is_measured_by_the_servers_own_clock(self) -> None:
        answers = [
            httpx.Response(
                503,
                json={"code": "unavailable"},
                headers={"date": "Sun, 29 Nov 2020 12:00:00 GMT", "retry-after": "Sun, 29 Nov 2020 12:00:05 GMT"},
            ),
            httpx.Response(503, headers={"retry-after": "soon"}),
            httpx.Response(200, json={"id": 1}),
        ]
        clock = TestClock()
        http = httpx.Client(transport=httpx.MockTransport(lambda _: answers.pop(0)))
        LunePay("https://pay.example/api/v1", "t0ken", http=http, clock=clock).get_me()
        self.assertEqual(clock.slept, [5.0, 0.5])

    def test_a_server_that_stays_down_ends_the_patience(self) -> None:
        for status in (502, 503, 504):

            def test(api: Api, status: int = status) -> None:
                with self.assertRaises(AnswerError) as caught:
                    api.call("place_order", 1, ORDER)
                self.assertEqual((caught.exception.status, caught.exception.attempts), (status, 5))
                keys = {one.headers["idempotency-key"] for one in api.seen}
                self.assertEqual(keys, {caught.exception.idempotency_key})
                api.seen.clear()
                with self.assertRaises(AnswerError):
                    api.call("get_me", client={"retries": 0})
                with self.assertRaises(AnswerError):
                    api.call("get_me", retries=1)
                self.assertEqual(len(api.seen), 3)

            against(self.saying(status, b"<html>"), test)

    def saying(self, status: int, body: bytes) -> Callable[[Exchange], None]:
        return lambda one: one.answer(status, body)

    def test_a_first_request_that_still_runs_is_waited_for_until_the_deadline(self) -> None:
        def running(one: Exchange) -> None:
            if one.nth < 61:
                one.problem(409, "idempotency_key_in_use", {"retry-after": "1"})
            else:
                one.json(201, {"id": 7})

        def test(api: Api) -> None:
            self.assertEqual(api.call("place_order", 1, ORDER)["id"], 7)
            api.seen.clear()
            begun = api.clock.time
            with self.assertRaises(ProblemError) as caught:
                api.call("place_order", 1, ORDER, client={"deadline": 10.0})
            self.assertEqual(caught.exception.code, "idempotency_key_in_use")
            self.assertEqual(api.clock.time - begun, 10.0)

        against(running, test)

    def test_a_machine_whose_time_is_set_meanwhile_is_no_less_patient_and_no_more(self) -> None:
        for jump in (86_400.0, -86_400.0):
            clock = TestClock()

            def set_time(one: Exchange, clock: TestClock = clock, jump: float = jump) -> None:
                clock.time += jump
                one.problem(409, "idempotency_key_in_use", {"retry-after": "30"})

            def test(api: Api, clock: TestClock = clock) -> None:
                with self.assertRaises(ProblemError):
                    api.call("place_order", 1, ORDER, client={"clock": clock})
                self.assertEqual(len(api.seen), 4)

            against(set_time, test)

    def test_what_cannot_go_through_is_not_sent_again(self) -> None:
        refusals = [
            (400, "invalid_fields"),
            (401, "token_invalid"),
            (403, "scope_insufficient"),
            (404, "order_not_found"),
            (409, "conflict"),
            (422, "idempotency_key_reused"),
            (500, "internal"),
        ]

        def test(api: Api) -> None:
            for status, code in refusals:
                with self.assertRaises(ProblemError) as caught:
                    api.call("place_order", 1, ORDER)
                self.assertEqual((caught.exception.status, caught.exception.code), (status, code))
                self.assertEqual(caught.exception.request_id, "r-1")
                self.assertGreater(len(caught.exception.advice), 20)
                self.assertIn("고쳐 주세요.", str(caught.exception))
            self.assertEqual(len(api.seen), len(refusals))

        against(lambda one: one.problem(*refusals[one.nth]), test)

    def test_a_change_without_a_key_is_sent_again_only_when_the_server_surely_did_nothing(self) -> None:
        def lose(one: Exchange) -> None:
            if one.nth == 0:
                one.problem(429, "too_many_requests", {"retry-after": "1"})
            elif one.nth == 1:
                one.drop()
            else:
                one.problem(503, "unavailable", {"retry-after": "1"})

        def test(api: Api) -> None:
            with self.assertRaises(NoAnswerError) as caught:
                api.call("amend_order", 1, 2, {"status": "CANCELLED"})
            self.assertTrue(caught.exception.may_have_happened)
            self.assertEqual(len(api.seen), 2)
            self.assertNotIn("idempotency-key", api.seen[0].headers)
            with self.assertRaises(ProblemError):
                api.call("amend_order", 1, 2, {"status": "CANCELLED"})
            with self.assertRaises(ProblemError):
                api.call("log_in", {"email": "a@shop.example", "password": "x"})
            self.assertEqual(len(api.seen), 4)

        against(lose, test)

    def test_a_server_that_is_not_there_is_tried_again_whatever_is_asked(self) -> None:
        gone: list[Api] = []
        against(lambda one: one.drop(), gone.append)
        for api in gone:
            with self.assertRaises(NoAnswerError) as caught:
                api.call("amend_order", 1, 2, {"status": "CANCELLED"})
            self.assertFalse(caught.exception.may_have_happened)
            self.assertEqual(caught.exception.attempts, 5)
            self.assertEqual(api.clock.slept, [0.25, 0.5, 1.0, 2.0])

    def test_a_certificate_that_is_refused_is_not_asked_again(self) -> None:
        asked: list[Any] = []

        def refuse(request: httpx.Request) -> httpx.Response:
            asked.append(request)
            raise httpx.ConnectError("[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed", request=request)

        http = httpx.Client(transport=httpx.MockTransport(refuse))
        with self.assertRaises(NoAnswerError) as caught:
            LunePay("https://pay.example/api/v1", "t0ken", http=http, clock=TestClock()).get_me()
        self.assertEqual(len(asked), 1)
        self.assertIsInstance(caught.exception.__cause__, httpx.ConnectError)

    def test_each_step_of_a_try_has_what_the_steps_before_left(self) -> None:
        seconds = iter([100.0, 100.0, 102.5, 102.5, 140.0, 140.0])
        left = TimeLeft(3.0, lambda: next(seconds))
        self.assertEqual([left.get("connect"), left["read"]], [3.0, 0.5])
        left.check()
        self.assertLess(left.get("read") or 9.0, 0.01)
        self.assertRaises(TooLate, left.check)
        self.assertIsNone(TimeLeft(math.inf).get("read"))

    def test_a_connection_that_broke_is_not_said_to_be_none(self) -> None:
        def test(api: Api) -> None:
            with self.assertRaises(NoAnswerError) as caught:
                api.call("place_order", 1, ORDER, retries=0)
            self.assertRegex(str(caught.exception), r"the connection broke \(.+\); it may have taken effect$")

        against(lambda one: one.drop(), test)

    def test_silence_ends_at_the_timeout_before_the_answer_in_the_middle_and_drop_by_drop(self) -> None:
        def be_slow(one: Exchange) -> None:
            if one.nth == 0:
                one.wait(10)
                return one.drop()
            one.answer(200, b"{", length=100)
            while one.wait(10 if one.nth == 1 else 0.02):
                one.more(b" ")

        def test(api: Api) -> None:
            with self.assertRaises(NoAnswerError) as caught:
                api.call("get_me", client={"timeout": 0.4, "retries": 2})
            self.assertIn("no answer within 0.4 s", str(caught.exception))
            self.assertFalse(caught.exception.may_have_happened)
            self.assertEqual(len(api.seen), 3)
            with self.assertRaises(NoAnswerError) as late:
                api.call("place_order", 1, ORDER, timeout=0.4, retries=0)
            self.assertTrue(late.exception.may_have_happened)

        against(be_slow, test)
