import type { SearchTexts } from "./search.ko";

export const searchEn: SearchTexts = {
  label: "Search orders, deposits and messages",
  example: "Name, end of a phone number, amount, order number, note",
  hint: "Finds by part of a name, the last 3 or more digits of a phone number, an amount, part of an order number, an email address or a note. Several words find what has all of them.",
  keys: "↑ ↓ move, Enter opens.",
  lists: { orders: "Orders", deposits: "Deposits", messages: "Messages" },
  counted: (list, rows, isMore) => `${list}: ${rows}${isMore ? " or more" : ""}`,
  told: (words, counts) => `“${words}” ${counts}`,
  reachAll: "All searched",
  reachNewest: (rows) => `Searched the newest ${rows}`,
  none: (words) => `No order, deposit or message has “${words}”.`,
  noneFar: (words) => `Nothing with “${words}” has been found so far.`,
  noneBut: (list, others) => `None in ${list.toLowerCase()}. ${others}.`,
  more: (list) => `Show more ${list.toLowerCase()}`,
  lookOn: (list) => `Search older ${list.toLowerCase()}`,
  copy: (line) => `${line}: copy a sentence for the customer`,
  copyShort: "Copy a sentence for the customer",
  placedAt: (at) => `placed ${at}`,
  takenBack: "Taken back by the bank",
  chat: {
    to: (who) => `${who}: `,
    paid: (at, amount, order) => `we received ${amount} on ${at} (order ${order}).`,
    short: (amount) => ` ${amount} is missing.`,
    over: (amount) => ` It is ${amount} too much.`,
    partly: (received, asked, open, order) =>
      `we received ${received} of ${asked} for order ${order}. ${open} is still to be paid.`,
    unpaid: (amount, order) => `we have not received ${amount} for order ${order} yet.`,
    expired: (amount, order) => `order ${order} is past its deadline, and we have not received ${amount}.`,
    cancelled: (order) => `order ${order} was cancelled.`,
    orderTakenBack: (amount, order) =>
      `the bank reversed the payment for order ${order}, so ${amount} is still to be paid.`,
    waiting: (at, amount) => `we received ${amount} on ${at} and are looking for its order.`,
    held: (at, amount) => `we are checking the deposit of ${amount} on ${at}.`,
    takenBack: (at, amount) => `the bank reversed the deposit of ${amount} on ${at}.`,
    dismissed: (at, amount) => `the deposit of ${amount} on ${at} was not counted towards an order.`,
  },
};
