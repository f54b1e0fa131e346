import { expect, test } from "vitest";
import { ko } from "../../i18n/ko";
import { valuesOf } from "./values";

test("the log tells values in the words of the screens, and numbers as they are", () => {
  expect(valuesOf({ from: "OPEN", to: "KEYED" }, ko)).toBe(`${ko.settings.open} → ${ko.settings.keyed}`);
  expect(valuesOf({ to: "read,orders" }, ko)).toBe("조회, 주문");
  expect(valuesOf({ to: "VIEWER" }, ko)).toBe("보기만");
  expect(valuesOf({ from: "true", to: "false" }, ko)).toBe("예 → 아니요");
  expect(valuesOf({ from: "400", to: null }, ko)).toBe("400 → –");
  expect(valuesOf({}, ko)).toBe("바뀜");
});
