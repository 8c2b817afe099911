import { createApp } from "../../src/app.ts";
import type { Policy } from "../../src/platform/core/policy.ts";

export type Schema = {
  $ref?: string;
  type?: string | string[];
  format?: string;
  pattern?: string;
  example?: unknown;
  enum?: unknown[];
  minLength?: number;
  minimum?: number;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  items?: Schema;
  minItems?: number;
  oneOf?: Schema[];
  anyOf?: Schema[];
};
type Parameter = { name: string; in: "path" | "query" | "header"; schema: Schema };
type Raw = {
  "x-policy"?: Policy;
  parameters?: Parameter[];
  requestBody?: { content: Record<string, { schema: Schema }> };
};
type Document = {
  paths: Record<string, Record<string, Raw>>;
  components: { schemas: Record<string, Schema> };
};
type App = Pick<ReturnType<typeof createApp>, "api" | "pageEntries" | "machineEntries" | "callbackEntries">;

/** One declared route. `path` starts at the root and has parameters as `{id}`. */
export type Operation = {
  name: string;
  method: string;
  path: string;
  page: boolean;
  /** True for a callback of another server. It takes forms, and no session. */
  callback: boolean;
  policy: Policy | undefined;
  parameters: Parameter[];
  /** Schemas of the JSON input, one per variant. Empty without JSON input. */
  bodies: Schema[];
};

const documentOf = (app: App) =>
  app.api.getOpenAPI31Document({
    openapi: "3.1.0",
    info: { title: "t", version: "1" },
  }) as unknown as Document;

/** Replaces the references (`$ref`) in a schema by the schemas that they refer to. */
function whole(schema: Schema, document: Document): Schema {
  if (schema.$ref)
    return whole(document.components.schemas[schema.$ref.split("/").at(-1) ?? ""] ?? {}, document);
  const each = (all: Schema[] | undefined) => all?.map((one) => whole(one, document));
  const result: Schema = { ...schema };
  if (schema.properties)
    result.properties = Object.fromEntries(
      Object.entries(schema.properties).map(([name, one]) => [name, whole(one, document)]),
    );
  if (schema.items) result.items = whole(schema.items, document);
  if (schema.oneOf) result.oneOf = each(schema.oneOf) ?? [];
  if (schema.anyOf) result.anyOf = each(schema.anyOf) ?? [];
  if (typeof schema.additionalProperties === "object")
    result.additionalProperties = whole(schema.additionalProperties, document);
  return result;
}

/**
 * Returns every route with its declared policy: API routes from the OpenAPI document, pages from their
 * entries.
 */
export function operationsOf(app: App): Operation[] {
  const document = documentOf(app);
  const api = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, raw]): Operation => {
      const json = raw.requestBody?.content["application/json"]?.schema;
      const body = json && whole(json, document);
      return {
        name: `${method.toUpperCase()} /api/v1${path}`,
        method: method.toUpperCase(),
        path: `/api/v1${path}`,
        page: false,
        callback: false,
        policy: raw["x-policy"],
        parameters: raw.parameters ?? [],
        bodies: body ? (body.oneOf ?? [body]) : [],
      };
    }),
  );
  const pages = [...app.pageEntries, ...app.machineEntries, ...app.callbackEntries].map(
    (entry): Operation => {
      const { method, path, policy } = entry;
      const braced = path.replace(/:(\w+)(\{[^}]*\})?/g, "{$1}");
      return {
        name: `${method} ${braced}`,
        method,
        path: braced,
        page: app.pageEntries.includes(entry),
        callback: app.callbackEntries.includes(entry),
        policy,
        parameters: [],
        bodies: [],
      };
    },
  );
  return [...api, ...pages];
}

/** Creates the app without services, for tests that only read its routes. */
export const bareApp = (): ReturnType<typeof createApp> =>
  createApp({
    servicesOf: () => {
      throw new Error("no services");
    },
  });

export const parametersOf = (path: string): string[] =>
  [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "");

export const fill = (path: string, values: Record<string, string>): string =>
  path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? "x"));

const TEXTS: [test: RegExp, text: string][] = [
  [/a-z0-9-/, "welder"],
  [/0-9\]\{6\}/, "211400"],
];

function text(schema: Schema): string {
  if (typeof schema.example === "string") return schema.example;
  if (schema.format === "date") return "2030-01-31";
  const found = TEXTS.find(([test]) => schema.pattern && test.test(schema.pattern));
  return found?.[1] ?? "text".padEnd(schema.minLength ?? 0, "x");
}

/** Returns a valid value of the schema: with every property if `all`, else only with the required ones. */
export function sample(schema: Schema, all = false): unknown {
  const variant = schema.oneOf?.[0] ?? schema.anyOf?.[0];
  if (variant) return sample(variant, all);
  if (schema.enum) return schema.enum[0];
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  if (type === "object") {
    const names = all ? Object.keys(schema.properties ?? {}) : (schema.required ?? []);
    return Object.fromEntries(names.map((name) => [name, sample(schema.properties?.[name] ?? {}, all)]));
  }
  if (type === "array") return schema.minItems || all ? [sample(schema.items ?? {}, all)] : [];
  if (type === "integer" || type === "number") return Math.max(1, schema.minimum ?? 1);
  if (type === "boolean") return true;
  return text(schema);
}
