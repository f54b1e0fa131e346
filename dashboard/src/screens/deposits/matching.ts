import type { Candidate, Deposit, Order } from "../../api/client";

/** An order that a person is about to give a deposit to. */
export interface Choice {
  order: number;
  number: string;
  amount: number;
  name: string;
  /** Machine words of what speaks against it; none: it is matched at once. */
  against: string[];
}

const FOR = new Set(["amount_equal", "name_same", "name_cut"]);

export function ofCandidate(candidate: Candidate): Choice {
  return {
    order: candidate.order_id,
    number: candidate.order_number,
    amount: candidate.amount,
    name: candidate.depositor_name,
    against: candidate.reasons.filter((reason) => !FOR.has(reason)),
  };
}

/** The letters and digits of a name, as the server compares them in the plain case. */
function plainName(name: string): string {
  return name
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, "");
}

/** An order that was found by its number: it may differ in anything. */
export function ofOrder(order: Order, deposit: Deposit): Choice {
  const against: string[] = [];
  if (order.amount !== deposit.amount) against.push("amount_differs");
  if (plainName(order.depositor_name) !== plainName(deposit.depositor_name ?? "")) against.push("name_differs");
  if (order.status === "EXPIRED") against.push("order_expired");
  return {
    order: order.id,
    number: order.order_number,
    amount: order.amount,
    name: order.depositor_name,
    against,
  };
}
