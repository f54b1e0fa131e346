import type { Proposal } from "../../api/proposals";

/**
 * The proposals that may be accepted together: of each deposit the most likely one, if nothing speaks against it and no
 * other deposit's names the same order. One that reopens an order is left out: nothing undoes all of it.
 */
export function acceptableAtOnce(work: readonly Proposal[]): Proposal[] {
  const seen = new Set<number>();
  const best = work.filter(({ deposits }) => {
    const isFirst = deposits.every(({ id }) => !seen.has(id));
    for (const { id } of deposits) seen.add(id);
    return isFirst;
  });
  const named = best.flatMap(({ orders }) => orders.map(({ id }) => id));
  const isRival = (order: number) => named.indexOf(order) !== named.lastIndexOf(order);
  return best.filter(
    ({ kind, against, orders }) =>
      kind !== "CANCELLED" && against.length === 0 && !orders.some(({ id }) => isRival(id)),
  );
}

const CERTAIN: ReadonlySet<Proposal["kind"]> = new Set<Proposal["kind"]>([
  "SAME_AMOUNT",
  "PAYS_THE_DIFFERENCE",
  "COMBINED",
  "SPLIT",
]);

type Reason = Proposal["reasons"][number];
const NAMES: ReadonlySet<Reason> = new Set<Reason>(["name_same", "name_coded"]);

/** Name and amount agree, and the orders wait for their money: selected before a person looks. */
export const isCertain = ({ kind, difference, reasons }: Proposal): boolean =>
  CERTAIN.has(kind) &&
  difference === 0 &&
  reasons.some((reason) => NAMES.has(reason)) &&
  !reasons.includes("oldest_of_several");
