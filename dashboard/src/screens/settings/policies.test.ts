import { expect, test } from "vitest";
import { policiesOf, triedOf, valuesOf } from "./policies";

const OFF = { short: null, over: null, late: null, combined: "PROPOSE", split: "PROPOSE" } as const;

test("what is off stays off, and what is on keeps its values", () => {
  expect(policiesOf(valuesOf(OFF))).toEqual(OFF);
  const on = {
    short: { up_to: 1000, percent: 3 },
    over: { up_to: 2000, treat: "CREDIT" },
    late: { within_hours: 48 },
    combined: "AUTO",
    split: "AUTO",
  } as const;
  expect(policiesOf(valuesOf(on))).toEqual(on);
  expect(policiesOf({ ...valuesOf(on), short: false }).short).toBeNull();
});

test("what is off is tried over last month as well, and a field that is empty tries none", () => {
  expect(triedOf(valuesOf(OFF))).toEqual({
    short_up_to: 500,
    short_percent: 5,
    over_up_to: 500,
    over_treat: "REFUND_DUE",
    late_within_hours: 24,
    combined: "AUTO",
    split: "AUTO",
  });
  expect(triedOf({ ...valuesOf(OFF), shortPercent: "", overUpTo: "" })).toEqual({
    late_within_hours: 24,
    combined: "AUTO",
    split: "AUTO",
  });
});
