import { NAME_MAX, NO_ORDER_FILTER, ORDER_STATUSES, type OrderFilter } from "../../api/orders";
import { dayParam, nameParam, wholeParam } from "../../components/useFilter";
import type { OrderValues } from "./OrderForm";

/** The filter in an address; what makes no sense there filters nothing. */
export function filterOf(params: URLSearchParams): OrderFilter {
  return {
    number: (params.get("number") ?? "").trim().slice(0, 100),
    name: nameParam(params),
    status: ORDER_STATUSES.find((status) => status === params.get("status")) ?? null,
    from: dayParam(params, "from"),
    to: dayParam(params, "to"),
    min: wholeParam(params, "min"),
    max: wholeParam(params, "max"),
  };
}

/** What the address tells of an order that is to be placed. */
export function knownOf(params: URLSearchParams): Pick<OrderValues, "amount" | "depositor_name"> {
  return {
    amount: wholeParam(params, "amount") ?? "",
    depositor_name: (params.get("depositor") ?? "").trim().slice(0, NAME_MAX),
  };
}

export function isFiltered(filter: OrderFilter): boolean {
  return JSON.stringify(filter) !== JSON.stringify(NO_ORDER_FILTER);
}
