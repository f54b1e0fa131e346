/** The policies between the API and the form. */
import type { Tried } from "../../api/backtest";
import type { Schemas } from "../../api/client";

export interface Values {
  short: boolean;
  shortUpTo: number | "";
  shortPercent: number | "";
  over: boolean;
  overUpTo: number | "";
  overTreat: Schemas["RestTreatment"];
  late: boolean;
  lateHours: number | "";
  combined: boolean;
  split: boolean;
}

/** The largest values that the API takes: `maximum` of the document, to which a test holds them. */
export const MOST = { shortUpTo: 5_000, shortPercent: 10, lateHours: 720 };

/** The policies as the form shows them: what is off has a careful value to begin with. */
export function valuesOf(set: Schemas["PoliciesView"]): Values {
  return {
    short: set.short != null,
    shortUpTo: set.short?.up_to ?? 500,
    shortPercent: set.short?.percent ?? 5,
    over: set.over != null,
    overUpTo: set.over?.up_to ?? 500,
    overTreat: set.over?.treat ?? "REFUND_DUE",
    late: set.late != null,
    lateHours: set.late?.within_hours ?? 24,
    combined: set.combined === "AUTO",
    split: set.split === "AUTO",
  };
}

/** What the form says, for the API: `null` switches one off. */
export function policiesOf(values: Values): Schemas["AmendPolicies"] {
  return {
    short: values.short ? { up_to: Number(values.shortUpTo), percent: Number(values.shortPercent) } : null,
    over: values.over ? { up_to: Number(values.overUpTo), treat: values.overTreat } : null,
    late: values.late ? { within_hours: Number(values.lateHours) } : null,
    combined: values.combined ? "AUTO" : "PROPOSE",
    split: values.split ? "AUTO" : "PROPOSE",
  };
}

/** A value that may be tried: not while its field is empty, or above its limit. */
const isTried = (value: number | "", most = Number.POSITIVE_INFINITY): value is number =>
  value !== "" && value > 0 && value <= most;

/** All that the form says, to be tried over the last month; what is off as well. */
export function triedOf({ shortUpTo, shortPercent, overUpTo, overTreat, lateHours }: Values): Tried {
  return {
    ...(isTried(shortUpTo, MOST.shortUpTo) && isTried(shortPercent, MOST.shortPercent)
      ? { short_up_to: shortUpTo, short_percent: shortPercent }
      : {}),
    ...(isTried(overUpTo) ? { over_up_to: overUpTo, over_treat: overTreat } : {}),
    ...(isTried(lateHours, MOST.lateHours) ? { late_within_hours: lateHours } : {}),
    combined: "AUTO",
    split: "AUTO",
  };
}

/** The API's names of what the form calls otherwise. */
export const NAMES = {
  "settings.policies.short.up_to": "shortUpTo",
  "settings.policies.short.percent": "shortPercent",
  "settings.policies.over.up_to": "overUpTo",
  "settings.policies.over.treat": "overTreat",
  "settings.policies.late.within_hours": "lateHours",
};
