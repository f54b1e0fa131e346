import { expect, test } from "vitest";
import type { Deposit, Order } from "../../api/client";
import type { Language } from "../../format/money";
import { en } from "../../i18n/en";
import { ko } from "../../i18n/ko";
import { searchEn } from "../../i18n/search.en";
import { searchKo } from "../../i18n/search.ko";
import { depositLine, depositSentence, orderLine, orderSentence, type Saying } from "./sentence";

const NOW = new Date("2026-11-30T21:00:00+09:00");

const saying = (language: Language): Saying => ({
  language,
  now: NOW,
  ...(language === "ko" ? { t: ko, words: searchKo } : { t: en, words: searchEn }),
});

const order = (part: Partial<Order>): Order =>
  ({
    order_number: "A-1001",
    depositor_name: "김영희",
    amount: 14_510,
    amount_received: 0,
    amount_open: 14_510,
    status: "PENDING",
    payment_state: "UNPAID",
    flags: [],
    created_at: "2026-11-28T09:30:00+09:00",
    updated_at: "2026-11-30T14:03:00+09:00",
    ...part,
  }) as Order;

const PAID = {
  status: "MATCHED",
  payment_state: "PAID",
  amount_received: 14_510,
  amount_open: 0,
  difference: 0,
} as const;

const deposit = (part: Partial<Deposit>): Deposit =>
  ({
    depositor_name: "김영희",
    amount: 14_510,
    deposited_at: "2026-11-30T14:02:00+09:00",
    state: "HELD",
    hold_reasons: [],
    ...part,
  }) as Deposit;

const AT = "2026-11-30T14:02:00+09:00";

test("a line tells who, when, how much and which order; the day where it is not today", () => {
  const line = (part: Partial<Order>, at: string | null) => orderLine(order(part), at, saying("ko"));
  expect(line(PAID, AT)).toBe("김영희 · 14:02 · 14,510원 → A-1001");
  expect(line(PAID, "2026-11-29T23:59:00+09:00")).toBe("김영희 · 11월 29일 23:59 · 14,510원 → A-1001");
  expect(line({}, null)).toBe("김영희 · 11월 28일 09:30 등록 · 14,510원 → A-1001");
  expect(line({ ...PAID, amount_received: 14_000 }, AT)).toBe("김영희 · 14:02 · 14,000원 → A-1001");
  expect(depositLine(deposit({}), null, saying("ko"))).toBe("김영희 · 14:02 · 14,510원");
  expect(depositLine(deposit({}), "A-1001", saying("en"))).toBe("김영희 · 14:02 · ₩14,510 → A-1001");
  expect(depositLine(deposit({ depositor_name: null }), null, saying("ko"))).toBe("(입금자명 없음) · 14:02 · 14,510원");
});

test("a customer reads whether their order is paid, with the day, and what is missing or too much", () => {
  const said = (part: Partial<Order>, at: string | null = null) => orderSentence(order(part), at, saying("ko"));
  expect(said(PAID, AT)).toBe("김영희 님, 11월 30일 14:02에 14,510원 입금을 확인했습니다. (주문 A-1001)");
  expect(said({ ...PAID, amount_received: 14_000, difference: -510 }, AT)).toBe(
    "김영희 님, 11월 30일 14:02에 14,000원 입금을 확인했습니다. (주문 A-1001) 510원이 부족합니다.",
  );
  expect(said({ ...PAID, amount_received: 15_000, difference: 490 }, AT)).toMatch(/490원이 더 입금되었습니다\.$/);
  expect(said({})).toBe("김영희 님, 주문 A-1001의 14,510원은 아직 입금이 확인되지 않았습니다.");
  expect(said({ payment_state: "PARTIAL", amount_received: 10_000, amount_open: 4_510 })).toBe(
    "김영희 님, 주문 A-1001의 14,510원 가운데 10,000원을 확인했습니다. 4,510원이 남았습니다.",
  );
  expect(said({ status: "EXPIRED" })).toMatch(/기한이 지났고, 14,510원 입금이 확인되지 않았습니다/);
  expect(said({ status: "CANCELLED" })).toBe("김영희 님, 주문 A-1001은 취소되었습니다.");
  expect(said({ flags: ["REVERSED"] })).toMatch(/은행에서 취소되어 14,510원이 아직 입금되지 않았습니다/);
  expect(orderSentence(order(PAID), AT, saying("en"))).toBe(
    "김영희: we received ₩14,510 on 30 Nov, 14:02 (order A-1001).",
  );
});

test("no customer is told that money came of which the shop does not know it", () => {
  const said = (part: Partial<Deposit>, pays: string | null = null) =>
    depositSentence(deposit(part), pays, saying("ko"));
  expect(said({ state: "MATCHED" }, "A-1001")).toMatch(/입금을 확인했습니다\. \(주문 A-1001\)$/);
  expect(said({ state: "WAITING" })).toMatch(/입금되었고, 어느 주문인지 찾고 있습니다/);
  expect(said({ hold_reasons: ["sender_unlikely"] })).toBe(
    "김영희 님, 11월 30일 14:02의 14,510원 입금을 확인하고 있습니다.",
  );
  expect(said({ hold_reasons: ["reversed"] })).toMatch(/은행에서 취소되었습니다/);
  expect(said({ state: "DISMISSED" })).toMatch(/주문의 입금으로 처리하지 않았습니다/);
  expect(said({ depositor_name: null })).toBe("11월 30일 14:02의 14,510원 입금을 확인하고 있습니다.");
});
