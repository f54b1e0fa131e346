import { NO_ORDER_FILTER, ORDER_STATUSES, type OrderFilter } from "../../api/orders";
import { dayParam, nameParam, wholeParam } from "../../components/useFilter";

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

export function isFiltered(filter: OrderFilter): boolean {
  return JSON.stringify(filter) !== JSON.stringify(NO_ORDER_FILTER);
}
