/** Times as a Korean shop reads them: always KST, whatever the browser's own zone is. */
import type { Language } from "./money";

const ZONE = "Asia/Seoul";
const KST_MS = 9 * 3600 * 1000;
export const DAY_MS = 24 * 3600 * 1000;
const MINUTE_S = 60;
const HOUR_S = 3600;

const locales: Record<Language, string> = { ko: "ko-KR", en: "en-GB" };

/** The KST day of an instant: `2026-11-23`. */
export function dayOf(at: Date | string): string {
  return new Date(new Date(at).getTime() + KST_MS).toISOString().slice(0, 10);
}

/** The instant at which a KST day begins, as the API takes it. */
export function dayStart(day: string): string {
  return `${day}T00:00:00+09:00`;
}

/** The last second of a KST day. */
export function dayEnd(day: string): string {
  return `${day}T23:59:59+09:00`;
}

/** The day so many days later, or earlier. */
export function dayPlus(day: string, days: number): string {
  return new Date(new Date(`${day}T00:00:00Z`).getTime() + days * DAY_MS).toISOString().slice(0, 10);
}

/** `2026년 11월 23일 15:04:05`; in English with the zone, since its readers may be elsewhere. */
export function exact(at: string, language: Language): string {
  const day = new Intl.DateTimeFormat(locales[language], { timeZone: ZONE, dateStyle: "long" });
  const text = `${day.format(new Date(at))} ${sheetTime(at).slice(11)}`;
  return language === "ko" ? text : `${text} KST`;
}

/** `11월 23일 15:04`, and the year when it is another one. */
export function short(at: string, language: Language, now: Date = new Date()): string {
  const sameYear = dayOf(at).slice(0, 4) === dayOf(now).slice(0, 4);
  return new Intl.DateTimeFormat(locales[language], {
    timeZone: ZONE,
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    ...(sameYear ? {} : { year: "numeric" }),
  }).format(new Date(at));
}

/** `11월 23일 (월)`. */
export function longDay(day: string, language: Language): string {
  return new Intl.DateTimeFormat(locales[language], {
    timeZone: ZONE,
    month: "long",
    day: "numeric",
    weekday: "short",
  }).format(new Date(dayStart(day)));
}

/** `오늘 14:05`, `어제 23:10`, `내일 09:00`; any other day is the date: `11월 20일 15:04`. */
export function clock(at: string, language: Language, now: Date): string {
  const days = Math.round((Date.parse(dayOf(at)) - Date.parse(dayOf(now))) / DAY_MS);
  if (Math.abs(days) > 1) return short(at, language, now);
  const day = new Intl.RelativeTimeFormat(locales[language], { numeric: "auto" }).format(days, "day");
  return `${day} ${timeOfDay(at)}`;
}

/** `14:05`. */
export function timeOfDay(at: Date | string): string {
  return toLocalInput(at).slice(11);
}

/** `3분 전` within the hour; from then on a shop compares with the bank's own time, and it is the clock. */
export function relative(at: string, language: Language, now: Date): string {
  const seconds = Math.round((new Date(at).getTime() - now.getTime()) / 1000);
  const away = Math.abs(seconds);
  if (away < 45) return language === "ko" ? (seconds <= 0 ? "방금" : "곧") : seconds <= 0 ? "just now" : "soon";
  if (away >= HOUR_S) return clock(at, language, now);
  const words = new Intl.RelativeTimeFormat(locales[language], { numeric: "auto" });
  return words.format(Math.trunc(seconds / MINUTE_S) || Math.sign(seconds), "minute");
}

/** `2026-11-23 15:04:05`, KST: what spreadsheets take for a date and a time. Nothing stays nothing. */
export function sheetTime(at: string | null | undefined): string {
  if (at == null) return "";
  return new Date(Date.parse(at) + KST_MS).toISOString().slice(0, 19).replace("T", " ");
}

/** `1일`, `1시간 30분`: so many minutes as people say them. */
export function lasting(minutes: number, language: Language): string {
  const parts = [
    ["day", Math.floor(minutes / 1440)],
    ["hour", Math.floor((minutes % 1440) / 60)],
    ["minute", minutes % 60],
  ] as const;
  return parts
    .filter(([, value]) => value > 0)
    .map(([unit, value]) =>
      new Intl.NumberFormat(locales[language], { style: "unit", unit, unitDisplay: "long" }).format(value),
    )
    .join(" ");
}

/** An instant as `<input type="datetime-local">` shows it, in KST. */
export function toLocalInput(at: Date | string): string {
  return new Date(new Date(at).getTime() + KST_MS).toISOString().slice(0, 16);
}

/** What `<input type="datetime-local">` holds, read as KST, as the API takes it; `null` when it is empty. */
export function fromLocalInput(text: string): string | null {
  const found = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2})(:\d{2})?/.exec(text);
  return found?.[1] === undefined ? null : `${found[1]}${found[2] ?? ":00"}+09:00`;
}
