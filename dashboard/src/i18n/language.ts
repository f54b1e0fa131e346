/** The page's language, chosen by a person and kept in this browser: Korean until then. English is loaded if chosen. */
import { useSyncExternalStore } from "react";
import type { Language } from "../format/money";
import { ko, type Texts } from "./ko";

const KEY = "lunepay.language";
const texts: { ko: Texts; en?: Texts } = { ko };
const listeners = new Set<() => void>();
let language: Language = "ko";

/** The language of the visit before. */
function kept(): Language {
  try {
    return localStorage.getItem(KEY) === "en" ? "en" : "ko";
  } catch {
    return "ko";
  }
}

async function speak(next: Language): Promise<void> {
  if (next === "en") texts.en ??= (await import("./en")).en;
  language = next;
  document.documentElement.lang = next;
  for (const listener of listeners) listener();
}

/** Before the first screen. A language that cannot be loaded leaves the page in Korean. */
export function recallLanguage(): Promise<void> {
  return speak(kept()).catch(() => undefined);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export async function setLanguage(next: Language): Promise<void> {
  await speak(next);
  localStorage.setItem(KEY, next);
}

export interface Text {
  t: Texts;
  language: Language;
}

/** For what is said outside of a component, such as a toast. */
export function textNow(): Text {
  return { t: texts[language] ?? texts.ko, language };
}

export function useText(): Text {
  useSyncExternalStore(subscribe, () => language);
  return textNow();
}
