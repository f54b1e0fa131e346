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

test("no text is empty, and no particle is left for the reader to choose", () => {
  expect(texts(ko).filter(([, text]) => text === "" || /[은을과]\([는를와]\)/.test(text))).toEqual([]);
});

test("a Korean page says what the server says, an English one its own words, and both know what they do not know", () => {
  const error = new ApiError("unmatch_first", 400, "이미 매칭된 주문입니다.");
  expect(problemText(error, { t: ko, language: "ko" })).toBe("이미 매칭된 주문입니다.");
  expect(problemText(error, { t: en, language: "en" })).toBe("Undo the match first.");
  expect(problemText(new ApiError("of_tomorrow", 400, "새 문제"), { t: en, language: "en" })).toBe(
    en.problem.unexpected,
  );
  expect(problemText(new Error("bug"), { t: ko, language: "ko" })).toBe(ko.problem.unexpected);
});
