import type { ScenariosTexts } from "./scenarios.ko";

export const scenariosEn: ScenariosTexts = {
  note: "The server plays what can happen to money in this test shop: orders are added and bank messages come in. If the settings were changed, it may come out otherwise. It goes on if you close this.",
  seed: "Seed",
  seedNote: "A number that decides names and amounts. Empty: another one each time. The same number is played once.",
  start: "Start",
  startOf: (name) => `Start: ${name}`,
  running: "Playing",
  passed: "As expected",
  failed: "Not as expected",
  lost: "There is no record of it. Records are deleted after seven days.",
  see: "See the deposits",
  seeInbox: "See the inbox",
  resultOf: (id) => `Result of ${id}`,
  expected: "Expected",
  got: "Actual",
  order: (nth) => `Order ${nth}`,
  deposit: (nth) => `Deposit ${nth}`,
  proposals: "Suggestions",
  unread: "Messages to check",
  pieces: (count) => String(count),
  phone: "Phone",
  none: "None",
  partial: "partly paid",
  scenarios: {
    paid: { name: "Paid in time", what: "A customer orders and pays. The order is matched." },
    split: { name: "Split payment", what: "Two transfers pay one order. Matching both with it is suggested." },
    combined: { name: "Combined transfer", what: "One transfer pays two orders. Matching it with both is suggested." },
    short: { name: "A little short", what: "500 won are missing. A suggestion is made." },
    over: { name: "A little over", what: "700 won too much come in. A suggestion is made." },
    late: {
      name: "After the deadline",
      what: "The money comes after the deadline. The order stays expired, and a suggestion is made. Takes about 12 minutes.",
    },
    before: {
      name: "Before the order",
      what: "The money comes before its order, which is matched as soon as it is added.",
    },
    duplicate: { name: "Same message twice", what: "The phone forwards one message twice. There is one deposit." },
    twin: {
      name: "Possible duplicate",
      what: "Two messages have the same amount and name. The first deposit is matched, the second is held.",
    },
    reversal: {
      name: "Taken back",
      what: "The bank takes the deposit back. The order waits again, the deposit is held.",
    },
    spoof: {
      name: "Fake message",
      what: "A number that is no bank's sends a bank message. The deposit is held, and the order is not matched.",
    },
    format_drift: {
      name: "New wording",
      what: "The message has a word that the bank never used. It waits in the inbox for a person.",
    },
    phone_dark: {
      name: "Silent phone",
      what: "The phone falls silent while an order waits, and shows as silent. Takes about 8 minutes.",
    },
  },
};
