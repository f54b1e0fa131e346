import { type RefObject, useEffect, useRef, useState } from "react";
import type { Deposit } from "../../api/client";
import { type GoOn, waitingAfter } from "./goOn";

interface Props {
  rows: readonly Deposit[];
  chosen: number | null;
  /** Only the list of what waits is worked through. */
  isOpenList: boolean;
  /** The list stands beside the deposit, and not under it. */
  wide: boolean;
  /** `null`: back to the list. */
  show: (deposit: number | null) => void;
}

export interface WorkThrough extends GoOn {
  /** How many wait, this one included, once the list went on to this one by itself. */
  left: number | null;
  /** Takes the focus when the list went on and is not in sight. */
  heading: RefObject<HTMLElement | null>;
}

/** A person who matches one deposit after the other is led to the next one, and back to one whose match is undone. */
export function useWorkThrough({ rows, chosen, isOpenList, wide, show }: Props): WorkThrough {
  const [went, setWent] = useState<{ from: number; to: number | null } | null>(null);
  const heading = useRef<HTMLElement>(null);
  // An answer may come when the person has gone elsewhere.
  const now = useRef<{ chosen: number | null } | null>(null);
  useEffect(() => {
    now.current = { chosen };
    return () => {
      now.current = null;
    };
  }, [chosen]);
  const to = went !== null && went.to === chosen ? went.to : null;
  const isDone = went !== null && went.to === null;
  useEffect(() => {
    if (isDone) return document.querySelector<HTMLElement>("h1")?.focus();
    if (to === null) return;
    if (wide) return document.querySelector<HTMLElement>('[data-chosen="true"] a')?.focus();
    heading.current?.closest(".mantine-Drawer-content")?.scrollTo({ top: 0 });
    heading.current?.focus();
  }, [isDone, to, wide]);
  return {
    left: to === null ? null : rows.filter((row) => !row.is_matched && row.id !== went?.from).length,
    heading,
    done: (from) => {
      if (!isOpenList || now.current?.chosen !== from) return;
      const next = waitingAfter(rows, from);
      setWent({ from, to: next });
      show(next);
    },
    undone: (deposit) => {
      if (isOpenList && now.current !== null) show(deposit);
    },
  };
}
