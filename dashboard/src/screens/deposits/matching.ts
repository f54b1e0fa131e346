import type { Candidate, Deposit, Order } from "../../api/client";

/** An order that a person is about to give a deposit to. */
export interface Choice {
  order: number;
  number: string;
  /** What is open of it. */
  amount: number;
  name: string;
  /** The customer's phone and the shop's memo, by which a person knows whose order it is. */
  phone: string | null;
  memo: string | null;
  /** When it was placed. */
  placedAt: string;
  /** Machine words of what speaks for it and against it. */
  reasons: string[];
  /** Those that speak against it; none: it is matched at once. */
  against: string[];
}

const FOR = new Set(["amount_equal", "completes", "name_same", "name_coded", "name_cut"]);

type Told = Pick<Order, "order_number" | "amount_open" | "depositor_name" | "customer_phone" | "memo" | "created_at">;

const choice = (order: number, told: Told, reasons: string[]): Choice => ({
  order,
  number: told.order_number,
  amount: told.amount_open,
  name: told.depositor_name,
  phone: told.customer_phone ?? null,
  memo: told.memo ?? null,
  placedAt: told.created_at,
  reasons,
  against: reasons.filter((reason) => !FOR.has(reason)),
});

export const ofCandidate = (candidate: Candidate): Choice => choice(candidate.order_id, candidate, candidate.reasons);

/** The letters and digits of a name, as the server compares them in the plain case. */
function plainName(name: string): string {
  return name
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, "");
}

/** An order that was looked up: it may differ in anything. */
export function ofOrder(order: Order, deposit: Deposit): Choice {
  const isNamed = plainName(order.depositor_name) === plainName(deposit.depositor_name ?? "");
  const reasons = [
    order.amount_open === deposit.amount
      ? order.amount_received > 0
        ? "completes"
        : "amount_equal"
      : "amount_differs",
    isNamed ? "name_same" : "name_differs",
    ...(order.status === "EXPIRED" ? ["order_expired"] : []),
  ];
  return choice(order.id, order, reasons);
}
