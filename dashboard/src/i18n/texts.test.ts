import { expect, test } from "vitest";
import { ApiError } from "../api/problem";
import { en } from "./en";
import { ko } from "./ko";
import { problemText } from "./problems";

/** Every text under its path; functions are called with a name that shows. */
function texts(table: object, path = ""): [string, string][] {
  return Object.entries(table).flatMap(([name, value]): [string, string][] => {
    const here = `${path}.${name}`;
    if (typeof value === "function") return [[here, String(value("7", "8", "9"))]];
    return typeof value === "object" ? texts(value, here) : [[here, String(value)]];
  });
}

test("no English text has Korean in it, but the language's own name", () => {
  const korean = texts(en).filter(([path, text]) => /[가-힣]/.test(text) && path !== ".shell.otherLanguage");
  expect(korean).toEqual([]);
});

test("no problem is told in the API's words for its fields and paths", () => {
  const told = texts(ko.problem).filter(([, text]) =>
    /[a-z]_[a-z]|\/|\b(GET|POST|PATCH|PENDING|OWNER|null)\b/.test(text),
  );
  expect(told).toEqual([]);
});

test("no text is empty, and no particle is left for the reader to choose", () => {
  expect(texts(ko).filter(([, text]) => text === "" || /[은을과]\([는를와]\)/.test(text))).toEqual([]);
});

test("a page tells a problem in its own words, not in those for programs, and one of tomorrow in the server's", () => {
  const error = new ApiError("expires_at_past", 400, "expires_at이 이미 지난 시각입니다. null을 함께 보내 주세요.");
  expect(problemText(error, { t: ko, language: "ko" })).toBe(ko.problem.expires_at_past);
  expect(problemText(error, { t: en, language: "en" })).toBe(en.problem.expires_at_past);
  expect(problemText(new ApiError("of_tomorrow", 400, "새 문제"), { t: ko, language: "ko" })).toBe("새 문제");
  expect(problemText(new ApiError("of_tomorrow", 400, "새 문제"), { t: en, language: "en" })).toBe(
    en.problem.unexpected,
  );
  expect(problemText(new Error("bug"), { t: ko, language: "ko" })).toBe(ko.problem.unexpected);
});
