import { PROGRAM } from "../../../capabilities.ts";
import type { Policy } from "../../../platform/core/policy.ts";
import { API_PATH } from "../../../platform/http/api.ts";

type Operation = { "x-policy"?: Policy; parameters?: object[]; security?: object[] };
type Document = { paths?: Record<string, Record<string, unknown>>; components?: Record<string, unknown> };

const text = { type: "string" } as const;
const PARAMETERS = {
  agreement: {
    name: "X-Agreement",
    in: "header",
    required: false,
    schema: text,
    description: "Slug of the agreement whose site a visitor stands in; the first in force when absent",
  },
  idempotencyKey: {
    name: "Idempotency-Key",
    in: "header",
    required: false,
    schema: { ...text, maxLength: 200 },
    description: "A repeat under the same key gets the first answer and does nothing",
  },
} as const;
const ref = (name: keyof typeof PARAMETERS) => ({ $ref: `#/components/parameters/${name}` });

/** Returns true if the operation accepts an Idempotency-Key: each POST but uploads and secret answers. */
const takesKey = (method: string, path: string) =>
  method === "post" &&
  !PROGRAM.uploads.has(API_PATH + path) &&
  !PROGRAM.secretAnswers.some((start) => (API_PATH + path).startsWith(start));

function completed(method: string, path: string, operation: Operation): Operation {
  const open = operation["x-policy"]?.who === "anyone";
  const added = [ref("agreement"), ...(takesKey(method, path) ? [ref("idempotencyKey")] : [])];
  return {
    ...operation,
    parameters: [...(operation.parameters ?? []), ...added],
    security: open ? [{}, { bearer: [] }, { session: [] }] : [{ bearer: [] }, { session: [] }],
  };
}

/** Adds the sign-in schemes and the common headers to the generated OpenAPI document. */
export function completeDocument<D extends object>(given: D): D {
  const document = given as D & Document;
  const paths = Object.entries(document.paths ?? {}).map(([path, methods]) => [
    path,
    Object.fromEntries(
      Object.entries(methods).map(([method, operation]) => [
        method,
        completed(method, path, operation as Operation),
      ]),
    ),
  ]);
  const securitySchemes = {
    bearer: { type: "http", scheme: "bearer", description: "The token of POST /sessions" },
    session: {
      type: "apiKey",
      in: "cookie",
      name: "__Host-session",
      description: "`session` over plain http",
    },
  };
  return {
    ...document,
    paths: Object.fromEntries(paths),
    components: { ...document.components, parameters: PARAMETERS, securitySchemes },
  };
}
