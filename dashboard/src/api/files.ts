/** Lists as files, which the server writes: every row under the list's filters. */
import { save } from "../components/save";
import type { Language } from "../format/money";
import { api, take } from "./client";
import { type DepositFilter, depositQuery } from "./deposits";
import { type OrderFilter, orderQuery } from "./orders";

export type FileKind = "xlsx" | "csv";

interface Answer {
  data?: unknown;
  error?: unknown;
  response: Response;
}

/** Its own name for a file, out of `Content-Disposition` (RFC 6266). */
export function nameOf(disposition: string | null): string | null {
  const coded = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? "")?.[1];
  return coded === undefined ? null : decodeURIComponent(coded);
}

/** Hands the file to the browser, and says how many rows it has; without any there is no file. */
async function keep(answer: Promise<Answer>): Promise<number> {
  const settled = await answer;
  const content = await take<Blob>(Promise.resolve(settled as Answer & { data?: Blob }));
  const { headers } = settled.response;
  const rows = Number(headers.get("X-Row-Count"));
  if (rows > 0) save(content, nameOf(headers.get("Content-Disposition")) ?? "lunepay");
  return rows;
}

export function saveOrders(
  id: number,
  filter: OrderFilter,
  kind: FileKind,
  language: Language,
  signal?: AbortSignal,
): Promise<number> {
  const params = { path: { id }, query: { ...orderQuery(filter), language } };
  return keep(
    api.GET(`/workspaces/{id}/orders.${kind}`, { params, parseAs: "blob" as const, ...(signal && { signal }) }),
  );
}

export function saveDeposits(
  id: number,
  filter: DepositFilter,
  kind: FileKind,
  language: Language,
  signal?: AbortSignal,
): Promise<number> {
  const params = { path: { id }, query: { ...depositQuery(filter), language } };
  return keep(
    api.GET(`/workspaces/{id}/deposits.${kind}`, { params, parseAs: "blob" as const, ...(signal && { signal }) }),
  );
}
