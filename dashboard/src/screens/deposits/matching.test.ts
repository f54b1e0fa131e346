import { expect, test } from "vitest";
import type { Candidate, Deposit, Order } from "../../api/client";
import { ofCandidate, ofOrder } from "./matching";

const deposit = { id: 1, amount: 10_000, depositor_name: "(주)홍 길동" } as Deposit;
const order = {
  id: 2,
  order_number: "A-1",
  amount: 10_000,
  amount_open: 10_000,
  depositor_name: "주홍길동",
  status: "PENDING",
} as Order;
const candidate = { order_id: 2, order_number: "A-1", amount: 10_000, depositor_name: "홍길동" } as Candidate;

test("what the server finds to fit is matched without a question, and anything else is asked about", () => {
  expect(ofCandidate({ ...candidate, reasons: ["amount_equal", "name_same"] }).against).toEqual([]);
  expect(ofCandidate({ ...candidate, reasons: ["amount_equal", "name_cut"] }).against).toEqual([]);
  expect(ofCandidate({ ...candidate, reasons: ["amount_equal", "name_differs"] }).against).toEqual(["name_differs"]);
  const tomorrows = ["a_reason_of_tomorrow"] as unknown as Candidate["reasons"];
  expect(ofCandidate({ ...candidate, reasons: tomorrows }).against).toEqual(tomorrows);
});

test("an order that was looked up is asked about for each thing that differs", () => {
  expect(ofOrder(order, deposit).against).toEqual([]);
  expect(ofOrder(order, deposit).reasons).toEqual(["amount_equal", "name_same"]);
  expect(
    ofOrder({ ...order, amount_open: 9_000, depositor_name: "김철수", status: "EXPIRED" }, deposit).against,
  ).toEqual(["amount_differs", "name_differs", "order_expired"]);
  expect(ofOrder(order, { ...deposit, depositor_name: null }).against).toEqual(["name_differs"]);
});
