/** The page's language, chosen by the person and kept in this browser. Korean until then. */
import { useSyncExternalStore } from "react";
import type { Language } from "../format/money";
import { en } from "./en";
import { ko, type Texts } from "./ko";

const KEY = "lunepay.language";
const texts: Record<Language, Texts> = { ko, en };
const listeners = new Set<() => void>();
let language: Language = kept();

function kept(): Language {
  try {
    return localStorage.getItem(KEY) === "en" ? "en" : "ko";
  } catch {
    return "ko";
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function setLanguage(next: Language): void {
  language = next;
  localStorage.setItem(KEY, next);
  document.documentElement.lang = next;
  for (const listener of listeners) listener();
}

export interface Text {
  t: Texts;
  language: Language;
}

/** For what is said outside of a component, such as a toast. */
export function textNow(): Text {
  return { t: texts[language], language };
}

export function useText(): Text {
  const now = useSyncExternalStore(subscribe, () => language);
  return { t: texts[now], language: now };
}
