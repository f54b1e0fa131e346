import { ApiError, type FieldError } from "../api/problem";
import type { Text } from "./language";

/**
 * What went wrong and what to do, in the page's words: the server speaks to programs, of fields and paths. A code that
 * came after this page was built is told in the server's sentence, which is Korean.
 */
export function problemText(error: unknown, { t, language }: Text): string {
  if (!(error instanceof ApiError)) return t.problem.unexpected;
  if (error.code === "too_many_requests" && error.retryAfterS !== null) return t.problem.waitSeconds(error.retryAfterS);
  if (isKnown(error.code, t.problem)) return t.problem[error.code];
  return language === "ko" && error.detail !== "" ? error.detail : t.problem.unexpected;
}

/** The same for one field. */
export function fieldText(field: FieldError, { t, language }: Text): string {
  if (language === "ko") return field.detail;
  return isKnown(field.code, t.field) ? t.field[field.code] : t.field.invalid;
}

/** A key whose text is a plain sentence. */
function isKnown<T extends object>(code: string, table: T): code is Extract<PlainKeys<T>, string> {
  return typeof Reflect.get(table, code) === "string";
}

type PlainKeys<T> = { [K in keyof T]: T[K] extends string ? K : never }[keyof T];
