import type { evidenceKo } from "./evidence.ko";

const deposits = (count: number): string => `${count.toLocaleString("en")} ${count === 1 ? "deposit" : "deposits"}`;

export const evidenceEn: typeof evidenceKo = {
  holds: {
    help: {
      reversed:
        "The bank took this deposit back. Check in the bank's app whether the money is there; if not, dismiss it.",
      possible_duplicate:
        "One transfer may have been reported twice. Look at the bank's list: release it if there are two, dismiss it as a duplicate if there is one.",
      too_late_to_compare:
        "It was reported after later money, so it cannot be compared with earlier reports. Look at the bank's list: release it if no other deposit is this money, dismiss it as a duplicate if one is.",
      sender_unlikely:
        "It came from a number or app that no bank uses, so somebody may have made it up. Do not match it before you see the money in the bank's app.",
      sender_missing:
        "The phone's app did not tell who sent the text. Check in the bank's app, release it, and set the app up to send the number.",
      sender_unlisted:
        "It came from a number that is not on the list of banks. Check in the bank's app; if it is the bank's number, the owner can approve it.",
      balance_below_amount:
        "The balance after it is smaller than the deposit: the two numbers may be swapped, or it lifted an overdraft. Compare with the bank's app, then release it. The owner can mark an overdraft account as one on the accounts screen.",
      amount_cut:
        "The text ends in the amount, so its last digits may be missing. Release it if the bank's app shows this amount; if not, dismiss it and enter the right one. After a release, shorter texts of the same phone are matched by themselves. If you have the bank print the balance, a cut text is seen at once.",
      format_unproved:
        "A format that you taught read it, and is new. Compare amount and name with the text, then release it. After 5 of them the next are matched by themselves.",
      account_new:
        "This account was added only recently. See in the audit log who added it, and release the deposit if the account is yours.",
      time_unlikely:
        "The text tells a time that has not come yet. Check the time in the bank's app and choose the right order.",
      outside_match_window:
        "It is older than the match window, so it is not matched by itself. Choose the right order or dismiss it.",
      refund_seen:
        "The same amount went out again under this name. If it was a refund, dismiss it as refunded; otherwise release it.",
      over_limit: "It is large and came by the open address. Look at the bank's list, then release it.",
      unreadable_name: "The name is masked or too short to be matched by itself. Choose the order below.",
      one_won: "This may be a one-won verification, so it is not matched by itself. If it is one, dismiss it.",
      restored: "It was dismissed and restored. If it may pay an order again, release it.",
      order_cancelled:
        "The order that it paid a part of was cancelled. If the money went back, dismiss it as refunded; or match it.",
      unmatched_by_hand:
        "A person undid this match. Choose the right order, or release it to have it matched by itself.",
    },
    matchTitle: "This deposit is held. Match it?",
    unlikelyTitle: "The bank cannot have sent this text",
    unlikelyNote:
      "No bank reports deposits by such a number or app. First check in the bank's app that the money is there.",
    unlikelyYes: "I checked in the bank's app: match",
    linked: "May be the same money",
    release: "Release",
    releaseTitle: "Release this deposit?",
    releaseTwinTitle: "Are these two different deposits?",
    releaseTwin: "The bank's list must show both. Once released, they are never taken for one again.",
    releaseBody: "If an order fits, it is matched at once. Did you see this deposit in the bank's app?",
    releaseKeeps: "It stays held for:",
    releaseYes: "I checked: release",
    released: (id) => `Deposit #${id} is released. If an order fits, it is matched by itself.`,
    stillHeld: (id) => `Deposit #${id} stays held for other reasons.`,
    dismiss: "Dismiss",
    dismissTitle: "Dismiss this deposit?",
    dismissNote: "It pays no order. It stays in the list, and you can restore it.",
    dismissYes: "Dismiss it",
    dismissReason: "Why it is dismissed",
    dismissReasons: {
      REFUNDED: "Refunded",
      PRIVATE: "No sale",
      DUPLICATE: "Duplicate",
      OTHER: "Other",
      SALARY: "Salary",
      INTEREST: "Interest",
      RETURNED: "Returned transfer",
    },
    dismissReasonNotes: {
      REFUNDED: "The money was sent back.",
      PRIVATE: "It is no customer's payment.",
      DUPLICATE: "Another deposit is the same money.",
      OTHER: "Write the reason into the note.",
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
    verdict: "Sender is",
    verdicts: {
      bank: "The bank's number or app",
      approved: "An approved number",
      unlisted: "A number on no list",
      missing: "Not known",
      unlikely: "Not the bank's",
      by_person: "Entered by a person",
      legacy: "From before senders were judged",
    },
    ambiguous: "The text may have written its own sender",
    approve: "Approve this number",
    approveTitle: "Approve this number as the bank's?",
    approveWarning:
      "Texts of this number about this bank's accounts will be matched without a person. Check the deposit in the bank's app and the number on the bank's own site first.",
    heldFor: (count) => `${deposits(count)} held for this number`,
    wouldPay: "Orders that may be paid at once",
    paysNone: "No order would be paid right now.",
    payLine: (order, deposit) => `Order ${order} ← deposit #${deposit}`,
    partly: "There are many held deposits; not all of them are shown.",
    approveYes: "I checked: approve",
    approved: (sender, released) =>
      released === 0 ? `${sender} is approved.` : `${sender} is approved, and ${deposits(released)} released.`,
    title: "Approved senders",
    listNote: "A number on no list is approved on a deposit that is held for it. There may be 50.",
    none: "No sender is approved.",
    approvedBy: (name, at) => `Approved by ${name} · ${at}`,
    remove: "Take back",
    removeTitle: "Take this approval back?",
    removeBody: (sender) => `Deposits from ${sender} will wait for a person again. What was released stays released.`,
    removed: (sender) => `The approval of ${sender} is taken back.`,
  },
  arrivals: {
    title: (name) => `What came last from ${name}`,
    none: "Nothing came yet.",
    kinds: {
      BANK_MESSAGE: "Bank message",
      OTHER: "Other text",
      HIDDEN: "Hidden text",
      PING: "Sign of life",
      TEST: "Test text",
    },
    fine: "As it should be",
    problems: {
      no_sender: "No sender: put the sender's number into the app's template.",
      name_without_package: "A name came instead of a number: delete the bank's number from the contacts.",
      ambiguous_sender: "The sender cannot be believed: put it into the app's template only once.",
      sender_unconfirmed: "A sender appeared that was not told before: say whether you changed the app.",
      content_hidden:
        "The phone hides the text of this notification from apps: forward text messages, or switch enhanced notifications off.",
      not_a_bank_message: "Not a bank's message: let the app forward the bank's numbers only.",
    },
    missing: "Texts without a sender",
    missingStates: {
      HELD: "They are held for a person.",
      ALLOWED: "They are matched by themselves.",
      UNDECIDED: "The first message of this phone decides.",
    },
    allow: "Allow matching",
    hold: "Hold them",
    allowTitle: "Match texts without a sender by themselves?",
    allowBody: (name) =>
      `Whatever ${name} forwards then pays orders, whoever sent it. Anybody can text a false deposit to this phone. Allow it only if the app cannot tell the sender.`,
    missingSet: (name) => `${name} is set.`,
    assumed:
      "This phone's app does not tell who sent a text, and its texts are matched as before. Nobody knows who sent them. Set the app up to tell the sender, then hold the others.",
    unconfirmed: "This phone now tells the sender. Did you change the app's set-up?",
    unconfirmedNote: "If you did not, a text may have made its sender up. Deposits are held until you confirm.",
    confirm: "Yes, I changed it",
    confirmed: (name) => `The sender that ${name} tells counts from now on.`,
  },
  reversal: {
    title: "Which deposit was taken back?",
    none: "This account had no deposit of this amount in the last 14 days. If nothing was taken back, put the message aside.",
    noAccount: "The account or the amount cannot be read, so no deposit can be found. Check in the bank's app.",
    take: "This one was",
    takeOf: (id) => `Deposit #${id}: This one was`,
    askTitle: "Was this deposit taken back?",
    askBody: (id) =>
      `Deposit #${id} is held, and the order that it paid waits again. If the goods are on their way, check first.`,
    yes: "It was taken back",
    done: (id) => `Deposit #${id} counts as taken back by the bank.`,
    order: (order) => `Order #${order} waits for a deposit again.`,
    resolved: (id) => `Deposit #${id} was taken back`,
    tag: "Deposit taken back",
  },
};
