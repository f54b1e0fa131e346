import { type DepositFilter, NO_DEPOSIT_FILTER } from "../../api/deposits";
import { dayParam, nameParam, wholeParam } from "../../components/useFilter";

export const VIEWS = ["open", "matched", "all"] as const;
export type View = (typeof VIEWS)[number];

/** Unmatched deposits first: they are why a person comes here. */
export function viewOf(params: URLSearchParams): View {
  return VIEWS.find((view) => view === params.get("view")) ?? "open";
}

export function filterOf(params: URLSearchParams): DepositFilter {
  const matched = { open: false, matched: true, all: null }[viewOf(params)];
  return {
    matched,
    name: nameParam(params),
    account: wholeParam(params, "account"),
    from: dayParam(params, "from"),
    to: dayParam(params, "to"),
    min: wholeParam(params, "min"),
    max: wholeParam(params, "max"),
  };
}

export function isNarrowed(filter: DepositFilter): boolean {
  return JSON.stringify({ ...filter, matched: null }) !== JSON.stringify(NO_DEPOSIT_FILTER);
}
