import type { Phone } from "../../api/phones";

/** A phone's address. Its text is in no list: it is shown once, in the dialog. */
export interface Address {
  url: string;
  /** Whether the workspace believes from now on only what comes by such addresses. */
  switched: boolean;
}

/** Where the dialog that connects a phone stands. A test keeps the address that was just made, to go back to. */
export type Connection =
  | { step: "closed" }
  | { step: "ask" }
  | { step: "key"; phone: Phone["id"]; address: Address }
  | { step: "test"; phone: Phone["id"]; address: Address | null };

export const NO_CONNECTION: Connection = { step: "closed" };

/** Whether a page of this host name is one that no other device can open, such as a phone. */
export function isLocalOnly(hostname: string): boolean {
  return /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/i.test(hostname);
}

/** A phone's last sign: `null` when it gave none, `undefined` while the phone is not known yet. */
export type Sign = string | null | undefined;

/** Whether a phone gave a sign since `before`, its last one when the test began. */
export function hasSpoken(before: Sign, now: Sign): boolean {
  return before !== undefined && now != null && now !== before;
}
