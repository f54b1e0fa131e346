import { ApiError, type FieldError } from "../api/problem";
import type { Text } from "./language";

/**
 * What went wrong and what to do, in the page's words: the server speaks to programs, of fields and paths. A code that
 * came after this page was built is told in the server's sentence, which is Korean.
 */
export function problemText(error: unknown, text: Text): string {
  const { t, language } = text;
  if (!(error instanceof ApiError)) return t.problem.unexpected;
  // Nothing is marked where this stands: each field is told here.
  if (error.code === "invalid_fields" && error.fields.length > 0) return unmarkedText(error.fields, text);
  if (error.code === "too_many_requests" && error.retryAfterS !== null) return t.problem.waitSeconds(error.retryAfterS);
  if (isKnown(error.code, t.problem)) return t.problem[error.code];
  return language === "ko" && error.detail !== "" ? error.detail : t.problem.unexpected;
}

/** Words and names that the server has for programs: a shop's people read the page's own sentence in their place. */
const FOR_PROGRAMS = /매칭|워크스페이스|엔드포인트|[A-Z]+ \/[a-z]|[a-z]_[a-z]/;

/** The same for one field: the server's sentence tells its limits as well. */
export function fieldText(field: FieldError, { t, language }: Text): string {
  if (language === "ko" && !FOR_PROGRAMS.test(field.detail)) return field.detail;
  return isKnown(field.code, t.field) ? t.field[field.code] : t.field.invalid;
}

/** Fields without a place of their own. An English sentence says too little without the field's name. */
function unmarkedText(fields: readonly FieldError[], text: Text): string {
  const said = fields.map((field) => fieldText(field, text));
  return (text.language === "ko" ? said : said.map((one, nth) => `${fields[nth]?.field}: ${one}`)).join(" ");
}

/** A key whose text is a plain sentence. */
function isKnown<T extends object>(code: string, table: T): code is Extract<PlainKeys<T>, string> {
  return typeof Reflect.get(table, code) === "string";
}

type PlainKeys<T> = { [K in keyof T]: T[K] extends string ? K : never }[keyof T];
