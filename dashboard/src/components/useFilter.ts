import { useSearchParams } from "react-router";
import { hasName, NAME_MAX } from "../api/orders";

/** A list's filter lives in the address: it survives a reload, can be sent to a colleague, and Back undoes it. */
export function useFilter() {
  const [params, setParams] = useSearchParams();
  return {
    params,
    /** Empty text takes a filter away. */
    set(changes: Record<string, string>): void {
      // From the address as it is now: `params` is that of the last painting, which lacks what another field just set.
      const next = new URLSearchParams(window.location.search);
      for (const [name, value] of Object.entries(changes)) {
        if (value === "") next.delete(name);
        else next.set(name, value);
      }
      setParams(next, { replace: true });
    },
    clear: () => setParams({}, { replace: true }),
  };
}

/** `2026-11-23`, or nothing when the address holds something else. */
export function dayParam(params: URLSearchParams, name: string): string {
  const value = params.get(name) ?? "";
  return /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value)) ? value : "";
}

/** A part of a name, or nothing where no letter or digit stands in it: names are compared by those. */
export function nameParam(params: URLSearchParams): string {
  const value = (params.get("name") ?? "").trim().slice(0, NAME_MAX);
  return hasName(value) ? value : "";
}

/** A whole amount or id, or `null`. */
export function wholeParam(params: URLSearchParams, name: string): number | null {
  const value = params.get(name) ?? "";
  return /^[1-9]\d{0,12}$/.test(value) ? Number(value) : null;
}
