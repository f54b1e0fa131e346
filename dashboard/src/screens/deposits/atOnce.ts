import type { Proposal } from "../../api/proposals";

/**
 * The proposals that may be accepted together: each the most likely one of every deposit in it, if nothing speaks
 * against it and no other deposit's names the same order. One that reopens an order is left out: nothing undoes it all.
 */
export function acceptableAtOnce(work: readonly Proposal[]): Proposal[] {
  const bestOf = new Map<number, Proposal>();
  for (const proposal of work) {
    for (const { id } of proposal.deposits) {
      const known = bestOf.get(id);
      if (known === undefined || proposal.score > known.score) bestOf.set(id, proposal);
    }
  }
  const best = work.filter((proposal) => proposal.deposits.every(({ id }) => bestOf.get(id) === proposal));
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
