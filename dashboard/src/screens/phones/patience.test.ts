import { expect, test } from "vitest";
import { patience } from "./patience";

test("the usual times stand in their order, and what was set by the API stands among them once", () => {
  const words = (now: number | null) =>
    patience(now, "자동", "ko")
      .slice(1)
      .map((each) => each.label);
  expect(patience(null, "자동", "ko")[0]).toEqual({ value: "", label: "자동" });
  expect(words(null)).toEqual(words(1440));
  expect(words(1440)).toEqual(["1시간", "3시간", "6시간", "12시간", "1일", "3일", "7일"]);
  expect(words(90)).toEqual(["1시간", "1시간 30분", "3시간", "6시간", "12시간", "1일", "3일", "7일"]);
  expect(patience(5, "Automatic", "en")[1]).toEqual({ value: "5", label: "5 minutes" });
});
