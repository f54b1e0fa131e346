import type { AlertsTexts } from "./alerts.ko";

export const alertsEn: AlertsTexts = {
  title: "Sound and tab",
  note: "You are told while this page is open in this browser. Each person chooses in each browser.",
  kindsLabel: "Tell me of",
  kinds: {
    check: "New deposits to check",
    reversal: "Deposits that the bank took back",
    silent: "Phones that fell silent",
    paid: "Orders that were paid",
  },
  sound: "Play a sound",
  count: "Count in the tab's title",
  countNote: "What happened while you were not looking, as (3), until you look again.",
  quiet: "No sound between certain hours",
  quietNote: "Korean time.",
  from: "From",
  to: "To",
  test: "Play the sound",
  blocked: "The browser blocked the sound. Allow sound in the site settings beside the address.",
};
