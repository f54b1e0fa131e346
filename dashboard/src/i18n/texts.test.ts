import { expect, test } from "vitest";
import { ApiError, type FieldError } from "../api/problem";
import { alertsEn } from "./alerts.en";
import { alertsKo } from "./alerts.ko";
import { appsEn } from "./apps.en";
import { appsKo } from "./apps.ko";
import { en as firstEn } from "./en";
import { importEn } from "./import.en";
import { importKo } from "./import.ko";
import { ko as firstKo } from "./ko";
import { fieldText, problemText } from "./problems";
import { scenariosEn } from "./scenarios.en";
import { scenariosKo } from "./scenarios.ko";
import { searchEn } from "./search.en";
import { searchKo } from "./search.ko";

/** With those that come with their dialogs. */
const ko = { ...firstKo, alerts: alertsKo, apps: appsKo, import: importKo, scenarios: scenariosKo, search: searchKo };
const en = { ...firstEn, alerts: alertsEn, apps: appsEn, import: importEn, scenarios: scenariosEn, search: searchEn };

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

/** Screens for those who connect a server, and problems that only they meet. */
const DEVELOPERS = /^\.(webhooks|tokens|reference)\.|^\.problem\.(endpoint|too_many_endpoints|token)/;

test("the shop's people read no developer's word, and one word for one thing", () => {
  const shops = texts(ko).filter(([path]) => !DEVELOPERS.test(path));
  expect(shops.filter(([, text]) => /매칭|워크스페이스|엔드포인트|스코프|쇼핑몰/.test(text))).toEqual([]);
  // A customer is 고객, an order is paid when its 입금 is 확인됨, and a state has one name on both sides of a match.
  expect(shops.filter(([, text]) => /손님|결제(?!\s*머니)/.test(text) && !/간편결제/.test(text))).toEqual([]);
  expect(ko.orders.statuses.MATCHED).toBe(ko.deposits.matched);
  expect(en.orders.statuses.MATCHED).toBe(en.deposits.matched);
  expect(ko.orders.depositor).toBe(ko.deposits.name);
  expect(ko.holds.dismiss).toBe(ko.inbox.dismiss);
  const english = texts(en).filter(([path]) => !DEVELOPERS.test(path));
  expect(english.filter(([, text]) => /\b[Ww]orkspace|\b[Ee]ndpoint|by (it|them)sel/.test(text))).toEqual([]);
  expect(en.orders.depositor).toBe(en.deposits.name);
  expect(en.holds.dismiss).toBe(en.inbox.dismiss);
  // Money is refunded, a bank's text is a message, what the server sends is an email, and trying is 시험.
  const others = /\bsen[dt] [^.]*\bback\b|\btest texts?\b|\bmail(ed|s)?\b|\be-mails?\b|\bthe public address\b/;
  expect(texts(en).filter(([, text]) => others.test(text))).toEqual([]);
  expect(texts(ko).filter(([, text]) => text.includes("테스트"))).toEqual([]);
});

test("things, machines and people are counted by words of their own", () => {
  const { entry, thing, phone, person } = ko.common.ends;
  expect([entry(1_000), thing(2), phone(3), person(4)]).toEqual(["총 1,000건", "총 2개", "총 3대", "총 4명"]);
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

test("a field is told in the server's sentence, but not in its words for programs", () => {
  const said = (code: string, detail: string) =>
    fieldText({ field: "depositor_name", code, detail } as FieldError, { t: ko, language: "ko" });
  expect(said("too_long", "60자 이하로 적어 주세요.")).toBe("60자 이하로 적어 주세요.");
  const unmatchable = "가려지거나 글자가 모자라 자동 매칭할 수 없는 이름입니다.";
  expect(said("name_cannot_match", unmatchable)).toBe(ko.field.name_cannot_match);
  const phone =
    "이 워크스페이스에 등록된 휴대폰의 id여야 합니다. GET /workspaces/{id}/phone-numbers에서 확인해 주세요.";
  expect(said("not_found", phone)).toBe(ko.field.not_found);
  expect(said("of_tomorrow", "start_at을 보내 주세요.")).toBe(ko.field.invalid);
});
