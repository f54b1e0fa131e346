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

export const stateOf = (view: View) => STATES[view];

export const isView = (word: string): word is View => VIEWS.some((view) => view === word);

/** Unmatched deposits first: they are why a person comes here. */
export function viewOf(params: URLSearchParams): View {
  const view = params.get("view") ?? "";
  return isView(view) ? view : "open";
}

/** Of the address: the first view is shown without being named. */
export const viewChange = (view: string) => ({ view: view === "open" ? "" : view });

export function filterOf(params: URLSearchParams): DepositFilter {
  return {
    state: stateOf(viewOf(params)),
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
