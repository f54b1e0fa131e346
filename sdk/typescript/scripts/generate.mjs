// Writes src/generated/operations.ts from docs/openapi.json: a method for each operation, and the types of the events.
// With `--check` it only says whether the file is as it would be written.
import { readFileSync, writeFileSync } from "node:fs";

const document = JSON.parse(readFileSync("../../docs/openapi.json", "utf8"));
const target = "src/generated/operations.ts";

const camel = (text) => text.replace(/_([a-z0-9])/g, (_, letter) => letter.toUpperCase());
/** `{id}` alone is the workspace's. */
const argument = (name) => camel(name === "id" ? "workspace_id" : name);
const reference = (schema) => schema?.$ref?.split("/").at(-1);
const resolved = (schema) => document.components.schemas[reference(schema)] ?? schema;

/** The type of a schema: by its name where it has one, and by its place in the document otherwise. */
function typeOf(schema, place) {
  if (schema === undefined) return "void";
  const name = reference(schema) ?? (reference(schema.items) && `${reference(schema.items)}[]`);
  if (name) return `Api.${name}`;
  return Object.keys(schema).length === 0 ? "unknown" : place;
}

function retryOf(method, path, parameters) {
  if (parameters.some((one) => one.name === "Idempotency-Key")) return "keyed";
  // A bank's message that comes again changes nothing: the document says so of each.
  // It takes back the last note, whichever that is by then.
  const isLast = path.endsWith("/returned");
  const isSame = method === "get" || (method === "delete" && !isLast) || path.startsWith("/webhooks/");
  return isSame ? "always" : "unsent";
}

function answerOf(mime, schema) {
  if (mime === undefined) return "none";
  if (schema?.format === "binary") return mime;
  if (mime !== "application/json") throw new Error(`this generator knows no ${mime}`);
  return schema?.type === "array" ? "list" : "object";
}

function operationOf(path, method, operation) {
  const parameters = operation.parameters ?? [];
  const id = operation.operationId;
  const [status, answer] = Object.entries(operation.responses).find(([code]) => code.startsWith("2"));
  const [mime, content] = Object.entries(answer.content ?? {})[0] ?? [];
  const bodies = operation.requestBody?.content;
  const place = `Api.operations["${id}"]`;
  const items = reference(content?.schema?.items);
  const schema = resolved(content?.schema);
  const isFile = schema?.format === "binary";
  const result = isFile
    ? "Uint8Array"
    : typeOf(content && (content.schema ?? {}), `${place}["responses"][${status}]["content"]["application/json"]`);
  const json = `NonNullable<${place}["requestBody"]>["content"]["application/json"]`;
  return {
    id,
    method: method.toUpperCase(),
    path,
    retry: retryOf(method, path, parameters),
    token: !(operation.security ?? []).some((one) => Object.keys(one).length === 0),
    answer: answerOf(mime, schema),
    says: [operation.summary, operation.description].filter(Boolean).join("\n\n"),
    inPath: parameters
      .filter((one) => one.in === "path")
      .map((one) => [argument(one.name), one.schema?.type === "integer" ? "number" : "string"]),
    query: parameters.some((one) => one.in === "query") && `NonNullable<${place}["parameters"]["query"]>`,
    body: bodies && typeOf(bodies["application/json"].schema, json) + (bodies["text/plain"] ? " | string" : ""),
    isBodyNeeded: operation.requestBody?.required === true,
    isPaged: answer.headers?.["X-Next-Cursor"] !== undefined,
    result,
    item: isFile ? result : `Api.${items}`,
  };
}

const METHODS = ["get", "post", "put", "patch", "delete"];
const operations = Object.entries(document.paths)
  .flatMap(([path, item]) =>
    METHODS.filter((method) => item[method]).map((method) => operationOf(path, method, item[method])),
  )
  .sort((one, other) => (one.id < other.id ? -1 : 1));

const comment = (text, indent) => {
  const lines = text
    .replaceAll("*/", "*\\/")
    .split("\n")
    .map((line) => `${indent} * ${line}`.trimEnd());
  return [`${indent}/**`, ...lines, `${indent} */`].join("\n");
};

function methodOf(one) {
  const query = one.query && `query: ${one.query} = {}`;
  const body = one.body && `body${one.isBodyNeeded ? "" : "?"}: ${one.body}`;
  const inPath = one.inPath.map(([name, type]) => `${name}: ${type}`);
  const parameters = [...inPath, body, query, "options?: CallOptions"].filter(Boolean).join(", ");
  const path = `path: [${one.inPath.map(([name]) => name).join(", ")}]`;
  const asked = [path, one.query && "query", one.body && "body"].filter(Boolean).join(", ");
  const [returns, call] = one.isPaged ? [`Pages<${one.item}>`, "list"] : [`Promise<${one.result}>`, "call"];
  return [
    comment(one.says, "  "),
    `  ${camel(one.id)}(${parameters}): ${returns} {`,
    `    return this.${call}(OPERATIONS.${one.id}, { ${asked} }, options);`,
    "  }",
  ].join("\n");
}

function dataOf(name) {
  const parts = document.webhooks[name].post.requestBody.content["application/json"].schema.allOf;
  const data = parts.find((part) => part.properties?.data).properties.data;
  return (data.anyOf ?? data.oneOf ?? [data]).map((one) => `Api.${reference(one)}`).join(" | ");
}

const table = operations.map((one) => {
  const { id, method, path, retry, token, answer } = one;
  return `  ${id}: ${JSON.stringify({ id, method, path, retry, token, answer })},`;
});
const events = Object.keys(document.webhooks).sort();

const text = `// Written by scripts/generate.mjs from docs/openapi.json: \`npm run api\`.
import type { Asked, CallOptions, Operation } from "../operation.js";
import type { Pages } from "../pages.js";
import type * as Api from "./schema.js";

/** Every operation of the document, by its id. */
export const OPERATIONS = {
${table.join("\n")}
} as const satisfies Record<string, Operation>;

interface EventOf<Type extends Api.EventType, Data> extends Omit<Api.Event, "type"> {
  type: Type;
  data: Data;
}

/** Every event, told apart by its \`type\`. A later server may send types that are not here: do nothing for those. */
export type WebhookEvent =
${events.map((name) => `  | EventOf<"${name}", ${dataOf(name)}>`).join("\n")};

/** A method for each operation. */
export abstract class Operations {
  protected abstract call<T>(operation: Operation, asked: Asked, options: CallOptions | undefined): Promise<T>;
  protected abstract list<T>(operation: Operation, asked: Asked, options: CallOptions | undefined): Pages<T>;

${operations.map(methodOf).join("\n\n")}
}
`;

if (!process.argv.includes("--check")) {
  writeFileSync(target, text);
} else if (readFileSync(target, "utf8") !== text) {
  console.error(`${target} is not what docs/openapi.json says: npm run api`);
  process.exit(1);
}
