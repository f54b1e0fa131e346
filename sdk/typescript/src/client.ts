import { UsageError } from "./errors.js";
import { Operations } from "./generated/operations.js";
import type { Asked, CallOptions, Operation } from "./operation.js";
import { type Page, Pages } from "./pages.js";
import { requestOf } from "./request.js";
import { type Clock, PATIENCE, type Patience, patienceOf, realClock, send } from "./transport.js";

export interface LunePayOptions {
  /** Where the API is, such as `https://pay.shop.example/api/v1`. */
  readonly baseUrl: string;
  /** An API token, or a session's. Not needed for `logIn`, `signUp` and bank messages. */
  readonly token?: string | undefined;
  /** How long one try may take, its body included: 30 seconds if nothing is said; `Infinity`: for ever. */
  readonly timeoutMs?: number | undefined;
  /** How many more tries may follow the first: 4 if nothing is said. */
  readonly retries?: number | undefined;
  /** How long after its beginning a call may still be tried again: 90 seconds if nothing is said. */
  readonly deadlineMs?: number | undefined;
  /** Instead of the platform's own. */
  readonly fetch?: typeof fetch | undefined;
  /** Time and chance; for tests. */
  readonly clock?: Clock | undefined;
}

/** LunePay's API. Every method is an operation of docs/openapi.json. */
export class LunePay extends Operations {
  readonly #baseUrl: string;
  readonly #token: string | undefined;
  readonly #fetch: typeof fetch;
  readonly #clock: Clock;
  readonly #patience: Patience;

  constructor(options: LunePayOptions) {
    super();
    this.#baseUrl = baseUrlOf(options.baseUrl);
    this.#token = tokenOf(options.token);
    this.#fetch = options.fetch ?? fetch;
    this.#clock = options.clock ?? realClock;
    this.#patience = patienceOf(PATIENCE, options);
  }

  protected override async call<T>(operation: Operation, asked: Asked, options: CallOptions = {}): Promise<T> {
    return (await this.#send(operation, asked, options)).body as T;
  }

  protected override list<T>(operation: Operation, asked: Asked, options: CallOptions = {}): Pages<T> {
    return new Pages<T>(async (cursor): Promise<Page<T>> => {
      const query = cursor === undefined ? asked.query : { ...asked.query, cursor };
      const { body, headers } = await this.#send(operation, { ...asked, query }, options);
      return {
        items: (operation.answer === "list" ? body : [body]) as T[],
        next: headers.get("x-next-cursor") ?? undefined,
      };
    });
  }

  #send(operation: Operation, asked: Asked, options: CallOptions) {
    if (operation.token && this.#token === undefined) {
      throw new UsageError(`${operation.id} needs a token: new LunePay({ baseUrl, token })`);
    }
    const request = requestOf(operation, asked, options, this.#baseUrl, this.#token);
    const { timeoutMs, retries } = options;
    const patience = patienceOf(this.#patience, { timeoutMs, retries });
    return send(operation, request, patience, options.signal, this.#fetch, this.#clock);
  }
}

function baseUrlOf(given: string): string {
  let url: URL;
  try {
    url = new URL(given);
  } catch {
    throw new UsageError("baseUrl is no address: say it as https://pay.shop.example/api/v1");
  }
  const isPlain = url.username === "" && url.password === "" && url.search === "" && url.hash === "";
  if (!/^https?:$/.test(url.protocol) || !isPlain) {
    throw new UsageError("baseUrl is http or https, without user, query or fragment");
  }
  return url.href.replace(/\/+$/, "");
}

/** A token that no header can carry is refused here: what fetch would say of it shows it. */
function tokenOf(given: string | undefined): string | undefined {
  if (given === undefined) return undefined;
  const token = given.trim();
  if (!/^[\x21-\x7e]+$/.test(token)) throw new UsageError("the token is empty or holds what no token holds");
  return token;
}
