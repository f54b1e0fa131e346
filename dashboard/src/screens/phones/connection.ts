import type { Phone } from "../../api/phones";

/** Where the dialog that connects a phone stands. The key's text is in no list: it is shown once, here. */
export type Connection =
  | { step: "closed" }
  | { step: "ask" }
  | { step: "key"; phone: number; url: string; switched: boolean }
  | { step: "test"; phone: Phone["id"] };

export const NO_CONNECTION: Connection = { step: "closed" };
