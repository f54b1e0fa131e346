import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { MOST, policiesOf, triedOf, valuesOf } from "./policies";

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

test("a value above its limit tries none, and the others are tried as before", () => {
  const all = triedOf(valuesOf(OFF));
  const { short_up_to, short_percent, ...withoutShort } = all;
  expect(triedOf({ ...valuesOf(OFF), shortUpTo: MOST.shortUpTo + 1 })).toEqual(withoutShort);
  expect(triedOf({ ...valuesOf(OFF), shortPercent: MOST.shortPercent + 1 })).toEqual(withoutShort);
  const { late_within_hours, ...withoutLate } = all;
  expect(triedOf({ ...valuesOf(OFF), lateHours: MOST.lateHours + 1 })).toEqual(withoutLate);
  expect(triedOf({ ...valuesOf(OFF), lateHours: MOST.lateHours }).late_within_hours).toBe(MOST.lateHours);
});

test("the limits are those of the document", () => {
  const document = resolve(import.meta.dirname, "../../../../docs/openapi.json");
  const { AmendShort, AmendLate } = JSON.parse(readFileSync(document, "utf8")).components.schemas;
  expect(MOST).toEqual({
    shortUpTo: AmendShort.properties.up_to.maximum,
    shortPercent: AmendShort.properties.percent.maximum,
    lateHours: AmendLate.properties.within_hours.maximum,
  });
});
