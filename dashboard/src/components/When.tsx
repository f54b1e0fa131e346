import { useSyncExternalStore } from "react";
import { exact, relative } from "../format/time";
import { useText } from "../i18n/language";

const EVERY_MS = 15_000;
const listeners = new Set<() => void>();
let now = new Date();
let timer = 0;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (listeners.size === 1) {
    now = new Date();
    timer = window.setInterval(() => {
      now = new Date();
      for (const each of listeners) each();
    }, EVERY_MS);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) window.clearInterval(timer);
  };
}

/** The time now, at a quarter of a minute. */
export function useNow(): Date {
  return useSyncExternalStore(subscribe, () => now);
}

/** How long ago; the exact time on hover. */
export function When({ at }: { at: string }) {
  const { language } = useText();
  const ticked = useNow();
  // What happened since the last tick is not to come.
  const passed = Date.parse(at) <= Date.now() && Date.parse(at) > ticked.getTime();
  return (
    <time dateTime={at} title={exact(at, language)} className="num">
      {relative(at, language, passed ? new Date(at) : ticked)}
    </time>
  );
}
