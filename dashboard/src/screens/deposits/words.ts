import type { Texts } from "../../i18n/ko";

/** The words of what speaks for a proposal and against it. */
export const proposalWords = ({ reasons, proposals }: Texts) => ({ ...reasons, ...proposals.facts });
