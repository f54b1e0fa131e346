import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import type { Deposit } from "../../api/client";
import { depositPages, NO_DEPOSIT_FILTER } from "../../api/deposits";
import { useLive, useUnseenWatch } from "../../api/live";
import { wsKey } from "../../api/people";
import { usePhones } from "../../api/phones";
import { timeOfDay } from "../../format/time";
import { clearUnseen, countUnseen } from "../title";
import { useHere } from "../workspace";
import { ring } from "./bell";
import { ALERTS, type AlertChoice } from "./choice";
import { HELD_ROWS, happened, isQuiet, type Look } from "./news";

/** These go on in a tab that nobody sees, where the other looks stop. */
const LOOK_MS = 10_000;
const PHONES_MS = 30_000;

/** What waits for a person. Under "deposits", so that it follows what changes among the newest. */
function useHeld(ws: number) {
  return useQuery({
    queryKey: [...wsKey(ws), "deposits", "held"],
    refetchInterval: LOOK_MS,
    refetchIntervalInBackground: true,
    queryFn: async ({ signal }): Promise<Deposit[]> =>
      (await depositPages(ws, { ...NO_DEPOSIT_FILTER, state: "HELD" }, HELD_ROWS)(null, signal)).rows,
  });
}

/** Announces events by sound and in the tab's title. Renders nothing; loaded for those who chose some event. */
export default function Alerts({ choice }: { choice: AlertChoice }) {
  const { id } = useHere();
  const held = useHeld(id).data;
  useUnseenWatch(id, LOOK_MS);
  const newest = useLive(id).data?.deposits;
  const phones = usePhones(id, choice.kinds.includes("silent") ? PHONES_MS : false, true).data;
  const before = useRef<Look | null>(null);
  useClearUnseen();
  useEffect(() => {
    if (held === undefined || newest === undefined || phones === undefined) return;
    const now: Look = { held, newest, phones };
    const news = before.current === null ? [] : happened(before.current, now);
    before.current = now;
    const chosen = news.filter((kind) => choice.kinds.includes(kind));
    const gravest = ALERTS.find((kind) => chosen.includes(kind));
    if (gravest === undefined) return;
    if (choice.title && !isLookedAt()) countUnseen(chosen.length);
    const silent = !choice.sound || isQuiet(timeOfDay(new Date()), choice.quiet);
    if (!silent && isFirstTab()) void ring(gravest);
  }, [held, newest, phones, choice]);
  return null;
}

const isLookedAt = () => document.visibilityState === "visible" && document.hasFocus();

function useClearUnseen(): void {
  useEffect(() => {
    const look = () => {
      if (isLookedAt()) clearUnseen();
    };
    window.addEventListener("focus", look);
    document.addEventListener("visibilitychange", look);
    return () => {
      window.removeEventListener("focus", look);
      document.removeEventListener("visibilitychange", look);
      clearUnseen();
    };
  }, []);
}

const RUNG = "lunepay.alerts.rung";
const TOGETHER_MS = 3_000;

/** Whether no other open tab rang just now: of several one rings. */
function isFirstTab(): boolean {
  try {
    const last = Number(localStorage.getItem(RUNG));
    if (Math.abs(Date.now() - last) < TOGETHER_MS) return false;
    localStorage.setItem(RUNG, String(Date.now()));
  } catch {
    // Tabs agree in the browser's storage; without it each of them rings.
  }
  return true;
}
