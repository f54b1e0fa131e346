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

/** All that the form says, to be tried over the last month; what is off as well. A field that is empty tries none. */
export function triedOf(values: Values): Tried {
  return {
    ...(values.shortUpTo && values.shortPercent
      ? { short_up_to: values.shortUpTo, short_percent: values.shortPercent }
      : {}),
    ...(values.overUpTo ? { over_up_to: values.overUpTo, over_treat: values.overTreat } : {}),
    ...(values.lateHours ? { late_within_hours: values.lateHours } : {}),
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
