/** The events that a person wants to be told of while the page is open. Kept in this browser, for each person. */
import { useSyncExternalStore } from "react";

/** The gravest first: of several at once its sound is played. */
export const ALERTS = ["check", "reversal", "silent", "paid"] as const;
export type Alert = (typeof ALERTS)[number];

/** `22:00` to `08:00`, KST; over midnight where the end is earlier. */
export interface Quiet {
  from: string;
  to: string;
}

export interface AlertChoice {
  kinds: readonly Alert[];
  sound: boolean;
  /** Whether the tab's title counts what happened unseen. */
  title: boolean;
  /** Hours without a sound. */
  quiet: Quiet | null;
}

const NOTHING: AlertChoice = { kinds: [], sound: true, title: true, quiet: null };
const listeners = new Set<() => void>();
const keyOf = (user: number) => `lunepay.alerts.${user}`;
/** The last text read and its object: an unchanged choice must stay the same object. */
let last: { text: string; choice: AlertChoice } | null = null;

function read(user: number | undefined): AlertChoice {
  if (user === undefined) return NOTHING;
  try {
    const text = localStorage.getItem(keyOf(user)) ?? "";
    if (last?.text !== text) last = { text, choice: text === "" ? NOTHING : { ...NOTHING, ...JSON.parse(text) } };
    return last.choice;
  } catch {
    return NOTHING;
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", listener);
  };
}

export function chooseAlerts(user: number, choice: AlertChoice): void {
  try {
    localStorage.setItem(keyOf(user), JSON.stringify(choice));
  } catch {
    // A browser that keeps nothing tells nothing.
  }
  for (const listener of listeners) listener();
}

export function useAlertChoice(user: number | undefined): AlertChoice {
  return useSyncExternalStore(subscribe, () => read(user));
}
