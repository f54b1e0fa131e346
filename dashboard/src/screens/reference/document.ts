/** The OpenAPI document as the reference shows it. Read loosely: whatever is not there is not shown. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  description?: string;
  pattern?: string;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  enum?: unknown[];
  required?: string[];
  properties?: Record<string, Schema>;
  items?: Schema;
  allOf?: Schema[];
  oneOf?: Schema[];
}

export interface Parameter {
  name: string;
  in: string;
  required?: boolean;
  description?: string;
  schema: Schema;
}

interface Content {
  content?: Record<string, { schema?: Schema; example?: unknown; examples?: Record<string, unknown> }>;
  description?: string;
}

interface RawOperation {
  operationId: string;
  summary?: string;
  description?: string;
  tags?: string[];
  parameters?: Parameter[];
  requestBody?: Content;
  responses: Record<string, Content>;
  security?: unknown[];
}

export interface Document {
  tags?: { name: string; description?: string }[];
  paths: Record<string, Record<string, RawOperation>>;
  webhooks?: Record<string, Record<string, RawOperation>>;
  components: { schemas: Record<string, Schema>; responses?: Record<string, Content> };
}

export interface Operation extends RawOperation {
  method: string;
  path: string;
}

const METHODS = ["get", "post", "patch", "put", "delete"];
/** What stands for the method of an event, which the server sends. */
export const EVENT = "event";

interface Group {
  tag: string;
  about: string;
  operations: Operation[];
}

/** The operations by their tag, in the document's order, and the events. */
export function groups(document: Document): Group[] {
  const found = new Map<string, Operation[]>(document.tags?.map(({ name }) => [name, []]));
  const add = (raw: RawOperation, method: string, path: string) => {
    const tag = raw.tags?.[0] ?? "";
    found.set(tag, [...(found.get(tag) ?? []), { ...raw, method, path }]);
  };
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const method of METHODS) if (methods[method] !== undefined) add(methods[method], method, path);
  }
  for (const [name, { post }] of Object.entries(document.webhooks ?? {})) {
    if (post !== undefined) add(post, EVENT, name);
  }
  const abouts = new Map(document.tags?.map(({ name, description }) => [name, description]));
  return [...found]
    .filter(([, operations]) => operations.length > 0)
    .map(([tag, operations]) => ({ tag, about: abouts.get(tag) ?? "", operations }));
}

/** A schema with its reference followed and its parts put together. */
export function resolve(document: Document, schema: Schema): Schema {
  if (schema.$ref !== undefined) {
    const name = schema.$ref.split("/").at(-1) ?? "";
    return resolve(document, document.components.schemas[name] ?? {});
  }
  if (schema.allOf !== undefined) {
    const parts = schema.allOf.map((part) => resolve(document, part));
    return {
      ...schema,
      type: "object",
      properties: Object.assign({}, ...parts.map((part) => part.properties ?? {})),
      required: parts.flatMap((part) => part.required ?? []),
    };
  }
  const real = schema.oneOf?.find((choice) => choice.type !== "null");
  return real === undefined
    ? schema
    : { ...resolve(document, real), ...(schema.description && { description: schema.description }) };
}

/** `integer`, `string | null`, `Order[]`. */
export function typeName(document: Document, schema: Schema): string {
  if (schema.$ref !== undefined) return schema.$ref.split("/").at(-1) ?? "";
  if (schema.oneOf !== undefined) return schema.oneOf.map((choice) => typeName(document, choice)).join(" | ");
  if (schema.items !== undefined) return `${typeName(document, schema.items)}[]`;
  return [schema.type ?? "object"].flat().join(" | ");
}

/** `1 … 100`, `≤ 60`, a format: what a value must keep to. */
export function limits(schema: Schema): string {
  const range = (low: number | undefined, high: number | undefined): string | null => {
    if (low === undefined && high === undefined) return null;
    if (high === undefined) return low === 0 ? null : `≥ ${low}`;
    return low === undefined ? `≤ ${high}` : `${low} … ${high}`;
  };
  const known = schema.format === "int64" || schema.format === "int32" ? null : schema.format;
  const parts = [range(schema.minimum, schema.maximum), range(schema.minLength, schema.maxLength), known];
  return parts.filter((part) => part !== null && part !== undefined).join(", ");
}

/** A body that was really sent or answered. */
export function exampleOf(content: Content | undefined): unknown {
  return Object.values(content?.content ?? {})[0]?.example;
}

export function bodySchema(content: Content | undefined): Schema | undefined {
  return Object.values(content?.content ?? {})[0]?.schema;
}

/** The refusals that every call may be answered: each with its sentence and its codes. */
export function common(document: Document): { sentence: string; codes: string[] }[] {
  return Object.values(document.components.responses ?? {}).map(({ description, content }) => ({
    sentence: description ?? "",
    codes: Object.values(content ?? {}).flatMap(({ examples }) => Object.keys(examples ?? {})),
  }));
}
