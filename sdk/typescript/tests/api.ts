import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

import { type Clock, LunePay, type LunePayOptions } from "../src/index.js";

/** A request as it came. */
export interface Seen {
  method: string;
  url: string;
  headers: IncomingMessage["headers"];
  body: string;
}

/** What the server does with the nth request, from 0. */
export type Behaviour = (response: ServerResponse, request: Seen, nth: number) => void;

/** A clock that waits for nothing and writes down what it was asked to wait. */
export class TestClock implements Clock {
  ms = Date.parse("2026-11-29T12:00:00Z");
  passedMs = 0;
  readonly slept: number[] = [];
  now = () => this.ms;
  monotonic = () => this.passedMs;
  random = () => 0;
  sleep = async (ms: number, signal: AbortSignal | undefined) => {
    signal?.throwIfAborted();
    this.slept.push(ms);
    this.ms += ms;
    this.passedMs += ms;
  };
}

export interface Api {
  seen: Seen[];
  clock: TestClock;
  baseUrl: string;
  client(options?: Partial<LunePayOptions>): LunePay;
}

/** Runs what is to be tested against a server that behaves so. */
export async function against(behaviour: Behaviour, test: (api: Api) => Promise<void>): Promise<void> {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { method = "", url = "", headers } = request;
      const one = { method, url, headers, body: Buffer.concat(chunks).toString("utf8") };
      behaviour(response, one, seen.push(one) - 1);
    });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1`;
  const clock = new TestClock();
  const client = (options: Partial<LunePayOptions> = {}) => new LunePay({ baseUrl, token: "t0ken", clock, ...options });
  try {
    await test({ seen, clock, baseUrl, client });
  } finally {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  }
}

export function json(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}) {
  const type = status >= 400 ? "application/problem+json" : "application/json";
  response.writeHead(status, { "content-type": type, ...headers }).end(JSON.stringify(body));
}

export function problem(response: ServerResponse, status: number, code: string, headers: Record<string, string> = {}) {
  json(response, status, { type: "", title: "", status, detail: "고쳐 주세요.", code, request_id: "r-1" }, headers);
}

/** A promise's error, when it is of this kind. */
export async function failure<E extends Error>(
  kind: abstract new (...args: never[]) => E,
  call: Promise<unknown>,
): Promise<E> {
  try {
    await call;
  } catch (error) {
    if (error instanceof kind) return error;
    throw error;
  }
  throw new Error(`no ${kind.name}`);
}
