import { expect, test } from "vitest";
import { isMeant } from "./bankSearch";

const banks = [
  { value: "004", label: "국민" },
  { value: "088", label: "신한" },
  { value: "011", label: "농협" },
  { value: "003", label: "기업" },
  { value: "023", label: "SC제일" },
  { value: "031", label: "iM뱅크" },
  { value: "090", label: "카카오뱅크" },
  { value: "247", label: "NH투자증권" },
];
const found = (typed: string) => banks.filter((bank) => isMeant(bank, typed)).map((bank) => bank.label);

test.each([
  ["국민", ["국민"]],
  ["KB", ["국민"]],
  ["kb 국민", ["국민"]],
  ["KB국민은행", ["국민"]],
  ["국민은행", ["국민"]],
  ["신한은행", ["신한"]],
  ["NH농협은행", ["농협"]],
  ["NH", ["농협", "NH투자증권"]],
  ["IBK기업은행", ["기업"]],
  ["제일은행", ["SC제일"]],
  ["대구은행", ["iM뱅크"]],
  ["대구", ["iM뱅크"]],
  ["카카오", ["카카오뱅크"]],
  ["없는", []],
])("%s finds %j", (typed, expected) => {
  expect(found(typed)).toEqual(expected);
});

test("nothing typed finds every bank", () => {
  expect(found("")).toHaveLength(banks.length);
});
