import { useTimeout } from "@mantine/hooks";
import { type RefObject, useState } from "react";
import { copyFrom } from "./copyFrom";

const SHOWN_MS = 2_000;

/** Copies the text that an element shows, and tells for a moment how it went; a refusal until the next try. */
export function useCopy(shown: RefObject<HTMLElement | null>, text: string) {
  const [done, setDone] = useState<"copied" | "refused" | null>(null);
  const forget = useTimeout(() => setDone(null), SHOWN_MS);
  const copy = async () => {
    if (shown.current === null) return;
    forget.clear();
    const went = await copyFrom(shown.current, text);
    setDone(went ? "copied" : "refused");
    if (went) forget.start();
  };
  return { copy: () => void copy(), copied: done === "copied", refused: done === "refused" };
}
