import type { evidenceKo } from "./evidence.ko";
import { deposits } from "./plural";

export const evidenceEn: typeof evidenceKo = {
  holds: {
    help: {
      reversed:
        "The bank took this deposit back. Check in the bank's app whether the money is there; if not, dismiss it.",
      possible_duplicate:
        "One transfer may have been reported twice. Look at the bank's list: release it if there are two, dismiss it as a duplicate if there is one.",
      too_late_to_compare:
        "It was reported after later deposits, so it cannot be compared with earlier reports. Look at the bank's list: release it if it is a separate deposit, dismiss it as a duplicate if not.",
      sender_unlikely:
        "It came from a number or app that no bank uses, so someone may have faked it. Do not match it until you have seen the money in the bank's app.",
      sender_missing:
        "The phone's app did not say who sent the message. Check in the bank's app, release it, and set up the app to include the sender's number.",
      sender_unlisted:
        "It came from a number that is not on the list of banks. Check in the bank's app; if it is the bank's number, the owner can approve it.",
      balance_below_amount:
        "The balance after it is smaller than the deposit: the two numbers may be swapped, or the account was overdrawn. Compare with the bank's app, then release it. Overdraft accounts can be marked as such on the accounts screen.",
      amount_cut:
        "The message ends in the amount, so its last digits may be missing. Release it if the bank's app shows this amount; if not, dismiss it and enter the right one. After a release, shorter messages from the same phone are matched automatically. If you turn on the balance in your bank's notifications, a cut message is noticed at once.",
      format_unproved:
        "It was read with a new format that you taught. Compare the amount and name with the message, and release it if they are right. After 5 of them, the rest are matched automatically.",
      account_new:
        "This account was added only recently. See in the audit log who added it, and release the deposit if the account is yours.",
      time_unlikely:
        "The message gives a time that is still to come. Check the time in the bank's app and choose the right order.",
      outside_match_window:
        "It is older than the waiting period, so it is not matched automatically. Choose the right order or dismiss it.",
      refund_seen:
        "The same amount later went out again under this name. If it was a refund, dismiss it as refunded; otherwise release it.",
      over_limit: "It is a large amount and came through the open address. Look at the bank's list, then release it.",
      unreadable_name: "The name is masked or too short to be matched automatically. Choose the order below.",
      one_won: "This may be a one-won verification, so it is not matched automatically. If it is one, dismiss it.",
      restored: "It was dismissed and then restored. Release it if it may be matched again.",
      order_cancelled:
        "The order it was part of was cancelled. If you refunded the money, dismiss it as refunded; if it is for another order, match it with that one.",
      partly_returned:
        "Part of it was refunded, so the rest is not matched automatically. Choose the order for the rest.",
      unmatched_by_hand:
        "A person undid this match. Choose the right order, or release it to have it matched automatically.",
    },
    matchTitle: "This deposit is held. Match it?",
    unlikelyTitle: "The bank cannot have sent this message",
    unlikelyNote:
      "Banks do not report deposits from such a number or app. First check in the bank's app that the money has really come in.",
    unlikelyYes: "I have checked in the bank's app: match",
    linked: "May be the same money",
    release: "Release",
    releaseTitle: "Release this deposit?",
    releaseTwinTitle: "Are these two different deposits?",
    releaseTwin: "The bank's list must show both. Once released, they are never treated as one deposit again.",
    releaseBody: "If an order fits, it is matched at once. Did you see this deposit in the bank's app?",
    releaseKeeps: "It stays held for:",
    releaseYes: "I have checked: release",
    released: (id) => `Deposit #${id} is released. If an order fits, it is matched automatically.`,
    stillHeld: (id) => `Deposit #${id} stays held for other reasons.`,
    dismiss: "Dismiss",
    dismissTitle: "Dismiss this deposit?",
    dismissNote: "It will not be matched with an order. It stays in the list, and you can restore it later.",
    dismissYes: "Dismiss it",
    dismissReason: "Why it is dismissed",
    dismissReasons: {
      REFUNDED: "Refunded",
      PRIVATE: "Not a sale",
      DUPLICATE: "Duplicate",
      OTHER: "Other",
      SALARY: "Salary",
      INTEREST: "Interest",
      RETURNED: "Returned transfer",
      ORDER_CANCELLED: "Order cancelled",
    },
    dismissReasonNotes: {
      REFUNDED: "The money went back to the customer.",
      PRIVATE: "It is not from a customer.",
      DUPLICATE: "It is the same money as another deposit.",
      OTHER: "Write the reason in the note.",
    },
    note: "Note",
    dismissed: (id) => `Deposit #${id} is dismissed.`,
    restore: "Restore",
    restored: (id) => `Deposit #${id} is restored. It is among those to check again.`,
    dismissedWhy: "Dismissed because",
    reports: "Other reports of this transfer",
  },
  senders: {
    sender: "Sender",
    verdict: "Sender check",
    verdicts: {
      bank: "The bank's number or app",
      approved: "An approved number",
      unlisted: "A number that is not listed",
      missing: "Not known",
      unlikely: "Cannot be the bank",
      by_person: "Entered by a person",
      legacy: "From before senders were checked",
    },
    ambiguous: "The message may have named its own sender",
    approve: "Approve this number",
    approveTitle: "Approve this number as the bank's?",
    approveWarning:
      "This bank's deposit messages from this number will be matched without anyone checking. First check the deposit in the bank's app and the number on the bank's website.",
    heldFor: (count) => `${deposits(count)} held for this number`,
    wouldPay: "Orders that may be paid at once",
    paysNone: "No order would be paid right now.",
    payLine: (order, deposit) => `Order ${order} ← deposit #${deposit}`,
    partly: "Many deposits are held, so only some are shown.",
    approveYes: "I have checked: approve",
    approved: (sender, released) =>
      released === 0 ? `${sender} is approved.` : `${sender} is approved, and ${deposits(released)} released.`,
    title: "Approved senders",
    listNote: "You approve an unlisted bank number from a deposit that is held because of it. You can have up to 50.",
    none: "No approved senders.",
    approvedBy: (name, at) => `Approved by ${name} · ${at}`,
    remove: "Remove approval",
    removeTitle: "Remove this approval?",
    removeBody: (sender) => `Deposits from ${sender} will wait for a person again. What was released stays released.`,
    removed: (sender) => `${sender} is no longer approved.`,
  },
  arrivals: {
    title: (name) => `Latest from ${name}`,
    none: "Nothing has come in yet.",
    kinds: {
      BANK_MESSAGE: "Bank message",
      OTHER: "Other message",
      HIDDEN: "Hidden notification",
      PING: "App signal",
      TEST: "Test message",
    },
    fine: "No problems",
    problems: {
      no_sender: "No sender: put the sender's number into the app's template.",
      name_without_package: "A name came instead of a number: delete the bank's number from the contacts.",
      ambiguous_sender: "The sender cannot be trusted: put it into the app's template only once.",
      sender_unconfirmed: "It now includes a sender: confirm that you changed the app.",
      content_hidden:
        "The phone hides the content of this notification from apps: forward text messages, or turn off enhanced notifications.",
      not_a_bank_message: "Not a bank message: let the app forward the bank's numbers only.",
    },
    missing: "Messages without a sender",
    missingStates: {
      HELD: "They are held for a person.",
      ALLOWED: "They are matched automatically.",
      UNDECIDED: "This phone's first message decides.",
    },
    allow: "Match automatically",
    hold: "Hold them",
    allowTitle: "Match messages without a sender automatically?",
    allowBody: (name) =>
      `Whatever ${name} forwards then counts as a deposit, whoever sent it. Anyone could send a fake deposit message to this phone. Allow it only if the app cannot include the sender.`,
    missingSet: (name) => `The setting for ${name} was changed.`,
    assumed:
      "This phone's app does not say who sent a message, and its messages are matched automatically as before. Nobody knows who sent them. Set up the app to include the sender, then choose to hold the others.",
    unconfirmed: "This phone now includes the sender. Did you change the app's settings?",
    unconfirmedNote: "If you did not, a message may be faking its sender. Deposits are held until you confirm.",
    confirm: "Yes, I changed it",
    confirmed: (name) => `The sender that ${name} reports is trusted from now on.`,
  },
  reversal: {
    title: "Which deposit was taken back?",
    none: "This account had no deposit of this amount in the last 14 days. If nothing was taken back, dismiss the message.",
    noAccount: "The account or the amount cannot be read, so no deposit can be found. Check in the bank's app.",
    take: "This one was taken back",
    takeOf: (id) => `Deposit #${id}: This one was taken back`,
    askTitle: "Was this deposit taken back?",
    askBody: (id) =>
      `Deposit #${id} will be held, and its order, if any, waits for a deposit again. If you have already shipped, check first.`,
    yes: "It was taken back",
    done: (id) => `Deposit #${id} is marked as taken back by the bank.`,
    order: (order) => `Order #${order} waits for a deposit again.`,
    resolved: (id) => `Deposit #${id} was taken back`,
    tag: "Deposit taken back",
  },
};
