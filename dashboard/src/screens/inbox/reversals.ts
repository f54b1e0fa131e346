import type { Deposit } from "../../api/client";
import type { Message } from "../../api/messages";

/** Whether a message tells that the bank took a deposit back; it is no deposit to be typed. */
export function isReversal(message: Pick<Message, "why">): boolean {
  return message.why === "reversal_unclear";
}

/** A dismissed deposit pays nothing already, and what was taken back is not taken back twice. */
export function canBeMeant(deposit: Pick<Deposit, "state" | "hold_reasons">): boolean {
  return deposit.state !== "DISMISSED" && !deposit.hold_reasons.includes("reversed");
}
