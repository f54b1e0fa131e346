import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { LunePay, OPERATIONS, Pages } from "../src/index.js";
import { VERSION } from "../src/version.js";

interface Documented {
  operationId: string;
  parameters?: { in: string; name: string; schema?: { type?: string } }[];
  requestBody?: object;
  responses: Record<string, { headers?: object }>;
  security?: object[];
}
const document: { paths: Record<string, Record<string, Documented>>; webhooks: Record<string, object> } = JSON.parse(
  readFileSync("../../docs/openapi.json", "utf8"),
);
const documented = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
);
const camel = (id: string) => id.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

test("every operation of the document is a method, and no other is", () => {
  const ids = documented.map(({ operation }) => operation.operationId).sort();
  assert.ok(ids.length > 60);
  assert.deepEqual(Object.keys(OPERATIONS).sort(), ids);
  const methods = Object.getOwnPropertyNames(Object.getPrototypeOf(LunePay.prototype));
  assert.deepEqual(methods.filter((name) => name !== "constructor").sort(), ids.map(camel).sort());
});

test("every method sends what the document says", async () => {
  for (const { path, method, operation } of documented) {
    const sent: { url: string; init: RequestInit }[] = [];
    const fetch = async (url: string | URL | Request, init: RequestInit = {}) => {
      sent.push({ url: String(url), init });
      return new Response("{}", { status: 418 });
    };
    const client = new LunePay({ baseUrl: "https://pay.example/api/v1", token: "t0ken", retries: 0, fetch });
    const parameters = operation.parameters ?? [];
    const inPath = parameters.filter((one) => one.in === "path");
    const values = inPath.map((one, nth) => (one.schema?.type === "integer" ? nth + 7 : `x${nth}`));
    const methods = client as unknown as Record<string, (...args: unknown[]) => Promise<unknown> | Pages<unknown>>;
    const body = operation.requestBody ? [{ said: 1 }] : [];
    const called = methods[camel(operation.operationId)]?.(...values, ...body);
    const isPaged = Object.values(operation.responses).some((one) => "X-Next-Cursor" in (one.headers ?? {}));
    assert.equal(called instanceof Pages, isPaged, operation.operationId);
    await (called instanceof Pages ? called.first() : called)?.catch(() => {});
    const headers = new Headers(sent[0]?.init.headers);
    let nth = 0;
    const url = path.replace(/\{[^}]+\}/g, () => String(values[nth++]));
    assert.equal(sent[0]?.url, `https://pay.example/api/v1${url}`);
    assert.equal(sent[0]?.init.method, method);
    assert.equal(sent[0]?.init.body, operation.requestBody ? '{"said":1}' : undefined);
    const isKeyed = parameters.some((one) => one.name === "Idempotency-Key");
    assert.equal(headers.has("idempotency-key"), isKeyed, operation.operationId);
    const isOpen = (operation.security ?? []).some((one) => Object.keys(one).length === 0);
    assert.equal(headers.get("authorization"), isOpen ? null : "Bearer t0ken", operation.operationId);
  }
});

test("every event of the document has a type of its own", () => {
  const generated = readFileSync("src/generated/operations.ts", "utf8");
  const types = [...generated.matchAll(/EventOf<"([^"]+)"/g)].map((found) => found[1]);
  assert.deepEqual(types.sort(), Object.keys(document.webhooks).sort());
});

const NO_KEY = ["/auth/login", "/auth/signup", "/auth/password/forgot", "/auth/password/reset"];

test("a POST that takes no key, and a PATCH, are not repeated in the dark", () => {
  for (const { path, method, operation } of documented) {
    const { retry } = OPERATIONS[operation.operationId as keyof typeof OPERATIONS];
    const takesBack = method === "DELETE" && path.endsWith("/returned");
    const isInTheDark = method === "PATCH" || NO_KEY.includes(path) || takesBack;
    if (isInTheDark) assert.equal(retry, "unsent", path);
    else if (method === "POST" && !path.startsWith("/webhooks/")) assert.equal(retry, "keyed", path);
    else assert.equal(retry, "always", path);
  }
});

test("every method that a page names exists", () => {
  const pages = ["README.md", "../../docs/integrate.md"].map((page) => readFileSync(page, "utf8")).join("\n");
  const named = [...pages.matchAll(/lunepay\.([a-zA-Z]+)\(/g)].map((found) => found[1] ?? "");
  assert.ok(named.length > 5);
  const methods = new Set(documented.map(({ operation }) => camel(operation.operationId)));
  for (const name of named) assert.ok(methods.has(name), name);
});

test("the version is the package's", () => {
  assert.equal(VERSION, JSON.parse(readFileSync("package.json", "utf8")).version);
});
