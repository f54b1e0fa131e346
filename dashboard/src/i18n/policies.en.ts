import { deposits } from "./plural";
import type { policiesKo } from "./policies.ko";

/** The words of what a shop lets be matched by itself beyond the exact pair. */
export const policiesEn: typeof policiesKo = {
  policies: {
    title: "Deposits that do not quite fit",
    note: "All of these start off. One that is on matches 30 seconds after a deposit or an order comes in, and only if the name is the same and nothing else could be meant. Anything in doubt waits for a person.",
    short: "Accept deposits that are a little short",
    shortUpTo: "How much may be missing",
    shortUpToNote: (most) => `1–${most} KRW.`,
    shortPercent: "How much of the order may be missing",
    shortPercentNote: (most) => `1–${most} %. Both limits hold.`,
    percent: " %",
    over: "Match deposits that are a little over",
    overUpTo: "How much may be over",
    overTreat: "The excess is",
    treatments: {
      ACCEPT_OVER: "kept with the order",
      CREDIT: "credited to the customer",
      REFUND_DUE: "marked as to refund",
    },
    late: "Match deposits for orders whose deadline has passed",
    lateNote:
      "The expired order is matched after all. For shops that do not sell the goods to someone else in the meantime.",
    lateHours: "After the deadline",
    lateHoursNote: (most) => `Deposits made within 1–${most} hours.`,
    combined: "Match one transfer with several orders of a customer",
    combinedNote:
      "When it is exactly the sum of orders with the same phone or email that came in within 72 hours of one another.",
    split: "Match several transfers with one order",
    splitNote: "When transfers made within 72 hours add up to exactly the order's amount.",
    month: (since, decisions) =>
      `People have decided ${deposits(decisions)} since ${since}. Each item shows what it would have done with these settings.`,
    wouldHave: (same) => `${deposits(same)} matched just as people did`,
    wouldHaveOtherwise: (otherwise) => `${deposits(otherwise)} matched differently`,
    wouldHaveNone: "With these settings it would have matched none of them.",
    alike: "As a person did",
    otherwise: "A person decided differently",
    decidedNothing: "not matched",
    save: "Save automatic matching",
  },
};
