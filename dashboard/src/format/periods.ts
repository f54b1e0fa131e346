/** Spans of days that shops ask for, in KST days, both ends included. A week begins on Monday. */
import { dayPlus } from "./time";

export const PERIODS = ["today", "yesterday", "week", "month", "lastMonth"] as const;
export type Period = (typeof PERIODS)[number];

export interface Days {
  from: string;
  to: string;
}

/** The days of a period as of `today`. What is not over yet ends today. */
export function daysOf(period: Period, today: string): Days {
  switch (period) {
    case "today":
      return { from: today, to: today };
    case "yesterday":
      return { from: dayPlus(today, -1), to: dayPlus(today, -1) };
    case "week":
      return { from: dayPlus(today, -sinceMonday(today)), to: today };
    case "month":
      return { from: firstOf(today), to: today };
    case "lastMonth": {
      const last = dayPlus(firstOf(today), -1);
      return { from: firstOf(last), to: last };
    }
  }
}

function firstOf(day: string): string {
  return `${day.slice(0, 8)}01`;
}

/** 0 on a Monday, 6 on a Sunday. */
function sinceMonday(day: string): number {
  return (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
}
