import { expect, test } from "vitest";
import type { Order } from "../api/client";
import { urgency } from "./Deadline";

const now = new Date("2026-11-23T06:00:00Z");
const due = (expires_at: string | null, status: Order["status"] = "PENDING") => urgency({ status, expires_at }, now);

test("a deadline is urgent on its last day in Korea, and over from its very second", () => {
  expect(due("2026-11-23T23:59:00+09:00")).toBe("today");
  expect(due("2026-11-24T00:00:00+09:00")).toBe("later");
  expect(due("2026-11-23T15:00:00+09:00")).toBe("over");
  expect(due("2026-11-22T15:00:00+09:00", "EXPIRED")).toBe("over");
});

test("a deadline says nothing where there is none, and none of an order that is paid or cancelled", () => {
  expect(due(null)).toBeNull();
  expect(due("2026-11-23T23:59:00+09:00", "MATCHED")).toBeNull();
  expect(due("2026-11-23T23:59:00+09:00", "CANCELLED")).toBeNull();
});
