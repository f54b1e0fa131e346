import type { policiesKo } from "./policies.ko";

const deposits = (count: number): string => `${count.toLocaleString("en")} ${count === 1 ? "deposit" : "deposits"}`;

/** The words of what a shop lets be matched by itself beyond the exact pair. */
export const policiesEn: typeof policiesKo = {
  policies: {
    title: "Deposits that do not quite fit",
    note: "All are off at first. What is on matches 30 seconds after a deposit or an order came, only when the name is the same and nothing else can be meant. Whatever is in doubt waits for a person.",
    short: "Accept deposits that are a little short",
    shortUpTo: "How much may be missing",
    shortUpToNote: (most) => `1–${most} KRW.`,
    shortPercent: "How much of the order may be missing",
    shortPercentNote: (most) => `1–${most} %. Both limits hold.`,
    percent: " %",
    over: "Match deposits that are a little too much",
    overUpTo: "How much more may come",
    overTreat: "What is too much is",
    treatments: {
      ACCEPT_OVER: "kept with the order",
      CREDIT: "kept for the customer",
      REFUND_DUE: "marked to be sent back",
    },
    late: "Match deposits for orders whose deadline has passed",
    lateNote: "The expired order becomes paid. For shops that do not sell the goods to somebody else meanwhile.",
    lateHours: "After the deadline",
    lateHoursNote: (most) => `Deposits made within 1–${most} hours.`,
    combined: "Match one transfer with several orders of a customer",
    combinedNote:
      "When it is exactly the sum of orders with the same phone or e-mail that came within 72 hours of one another.",
    split: "Match several transfers with one order",
    splitNote: "When transfers made within 72 hours are exactly the order's amount together.",
    month: (since, decisions) =>
      `People decided ${deposits(decisions)} since ${since}. Each item shows what it would have done with these values.`,
    wouldHave: (same) => `${deposits(same)} matched just as people did`,
    wouldHaveOtherwise: (otherwise) => `${deposits(otherwise)} matched differently`,
    wouldHaveNone: "With these values it would have matched none of them.",
    alike: "As a person did",
    otherwise: "A person decided differently",
    decidedNothing: "not matched",
    save: "Save automatic matching",
  },
};
