import type { AlertsTexts } from "./alerts.ko";

export const alertsEn: AlertsTexts = {
  title: "Sound and tab alerts",
  note: "You are alerted while this page is open in this browser. Everyone chooses for themselves, in each browser.",
  kindsLabel: "Alert me about",
  kinds: {
    check: "New deposits to check",
    reversal: "Deposits taken back by the bank",
    silent: "Phones that go silent",
    paid: "Orders that get paid",
  },
  sound: "Play a sound",
  count: "Show a count in the tab title",
  countNote: "Counts what happened while you were away, such as (3), until you come back.",
  quiet: "Quiet hours",
  quietNote: "Korean time.",
  from: "From",
  to: "To",
  test: "Play the sound",
  blocked: "The browser blocked the sound. Allow sound in the site settings beside the address.",
};
