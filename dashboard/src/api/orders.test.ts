import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { AMOUNT_MAX } from "../format/money";
import { ORDER_MAX } from "./orders";

test("the limits of an order are those of the document", () => {
  const document = resolve(import.meta.dirname, "../../../docs/openapi.json");
  const { properties } = JSON.parse(readFileSync(document, "utf8")).components.schemas.PlaceOrder;
  expect(ORDER_MAX).toEqual({
    number: properties.order_number.maxLength,
    depositor: properties.depositor_name.maxLength,
    email: properties.customer_email.maxLength,
    phone: properties.customer_phone.maxLength,
    memo: properties.memo.maxLength,
    ageDays: Number(/at most (\d+) days ago/.exec(properties.ordered_at.description)?.[1]),
  });
  expect(AMOUNT_MAX).toBe(properties.amount.maximum);
});
