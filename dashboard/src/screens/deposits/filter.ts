import { type DepositFilter, NO_DEPOSIT_FILTER } from "../../api/deposits";
import { dayParam, nameParam, wholeParam } from "../../components/useFilter";

export const VIEWS = ["open", "refunds", "matched", "dismissed", "all"] as const;
export type View = (typeof VIEWS)[number];

const STATES = {
  open: "OPEN",
  refunds: "REFUNDS",
  matched: "MATCHED",
  dismissed: "DISMISSED",
  all: null,
} as const;

/** Unmatched deposits first: they are why a person comes here. */
export function viewOf(params: URLSearchParams): View {
  return VIEWS.find((view) => view === params.get("view")) ?? "open";
}

export function filterOf(params: URLSearchParams): DepositFilter {
  return {
    state: STATES[viewOf(params)],
    name: nameParam(params),
    account: wholeParam(params, "account"),
    from: dayParam(params, "from"),
    to: dayParam(params, "to"),
    min: wholeParam(params, "min"),
    max: wholeParam(params, "max"),
  };
}

export function isNarrowed(filter: DepositFilter): boolean {
  return JSON.stringify({ ...filter, state: null }) !== JSON.stringify(NO_DEPOSIT_FILTER);
}
