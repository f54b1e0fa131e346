/** The one way to the API: types from its document, the session's token on every call, failures as `ApiError`. */
import createClient from "openapi-fetch";
import { sessions } from "../session/session";
import { ApiError, problemOf } from "./problem";
import type { components, paths } from "./schema";

export type Schemas = components["schemas"];
export type Order = Schemas["OrderView"];
export type OrderStory = Schemas["OrderWithHistory"];
export type Deposit = Schemas["DepositView"];
export type DepositStory = Schemas["DepositWithHistory"];
export type Candidate = Schemas["CandidateView"];
export type Account = Schemas["AccountView"];
export type Workspace = Schemas["WorkspaceView"];
export type Member = Schemas["MemberView"];
export type User = Schemas["UserView"];
export type Token = Schemas["TokenView"];
export type Bank = Schemas["BankView"];

/** Every word of one of the document's closed sets, in this order. The compiler names one that is missing. */
export function every<T extends string>(words: Record<T, true>): T[] {
  return Object.keys(words) as T[];
}

export const BASE_PATH = "/api/v1";
/** The matcher's own wait is 4 s; whatever takes longer than this is broken. */
const PATIENCE_MS = 20_000;

async function call(request: Request): Promise<Response> {
  const token = sessions.state().session?.token;
  if (token !== undefined && !request.headers.has("Authorization")) {
    request.headers.set("Authorization", `Bearer ${token}`);
  }
  const signal = AbortSignal.any([request.signal, AbortSignal.timeout(PATIENCE_MS)]);
  let response: Response;
  try {
    response = await fetch(new Request(request, { signal }));
  } catch (error) {
    if (request.signal.aborted) throw error;
    throw new ApiError("offline", 0, "");
  }
  if (response.status === 401 && token !== undefined && !request.url.endsWith("/auth/login")) sessions.expire(token);
  return response;
}

export const api = createClient<paths>({ baseUrl: BASE_PATH, fetch: call });

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The body of a call that succeeded; otherwise throws its `ApiError`. */
export async function take<T>(answer: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await answer;
  if (!response.ok) throw problemOf(error, response);
  // A 204 has no body, and its type says so.
  return data as T;
}

export interface Page<T> {
  rows: T[];
  /** The cursor of the next page; `null` at the end. */
  next: string | null;
}

/** A page of a list. */
export async function takePage<T>(answer: Promise<Answer<T[]>>): Promise<Page<T>> {
  const settled = await answer;
  return { rows: await take(Promise.resolve(settled)), next: settled.response.headers.get("X-Next-Cursor") };
}
