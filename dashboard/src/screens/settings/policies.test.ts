import { expect, test } from "vitest";
import { policiesOf, valuesOf } from "./Policies";

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
