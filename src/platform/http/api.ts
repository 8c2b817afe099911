import { createRoute, OpenAPIHono, type RouteConfig } from "@hono/zod-openapi";
import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import type { ZodError } from "zod";
import type { RequestContext } from "../context.ts";
import { AppError, type FieldError } from "../core/errors.ts";
import { enforceDoor, type Policy } from "../core/policy.ts";
import { Problem } from "../core/schema.ts";
import type { Env } from "./env.ts";

/** Base path of the JSON API. */
export const API_PATH = "/api/v1";

/** Error codes for arrays of a wrong length. Texts and numbers get TOO_SMALL and TOO_BIG instead. */
const OF_LIST: Record<string, string> = { too_small: "TOO_FEW", too_big: "TOO_MANY" };

function codeOf(issue: ZodError["issues"][number]): string {
  if (issue.code === "unrecognized_keys") return "UNKNOWN_FIELD";
  if (issue.code === "custom" && typeof issue.params?.code === "string") return issue.params.code;
  const list = "origin" in issue && issue.origin === "array" ? OF_LIST[issue.code] : undefined;
  return list ?? issue.code.toUpperCase();
}

/**
 * Returns the wrong fields of a failed parse. The code of a field is Zod's issue code in capitals, with
 * exceptions for arrays and unknown fields.
 */
export function fieldErrors(error: ZodError): FieldError[] {
  return error.issues.flatMap((issue) => {
    const paths =
      issue.code === "unrecognized_keys" ? issue.keys.map((k) => [...issue.path, k]) : [issue.path];
    return paths.map((path) => ({ path: path.join("."), code: codeOf(issue), message: issue.message }));
  });
}

/**
 * Creates a sub-app of the JSON API. The schemas of its routes validate and document the inputs. Invalid
 * input throws INVALID_INPUT with the wrong fields.
 */
export function createApi() {
  return new OpenAPIHono<Env>({
    defaultHook: (result) => {
      if (!result.success) throw new AppError("INVALID_INPUT", { fields: fieldErrors(result.error) });
    },
  });
}

/** Creates middleware that checks a route's policy before the input is read. */
export const requirePolicy = (policy: Policy) =>
  createMiddleware<Env>(async (c, next) => {
    c.set("policy", policy);
    enforceDoor(policy, c.get("ctx").actor);
    await next();
  });

const problem = (description: string) => ({
  description,
  content: { "application/problem+json": { schema: Problem } },
});

/** Declares one API route. Its policy is part of the declaration and of the OpenAPI document (`x-policy`). */
export function apiRoute<const P extends string, const R extends Omit<RouteConfig, "path"> & { path: P }>(
  policy: Policy,
  config: R,
) {
  const responses = { ...config.responses, default: problem("A refusal with a stable code") };
  return createRoute<P, R>({ ...config, middleware: [requirePolicy(policy)], "x-policy": policy, responses });
}

/** A route as `apiRoute` declares it. With `x-live` it is counted per viewer, as `countViewer` says. */
type Declared = { method: string; path: string; "x-live"?: boolean };

/** Returns method and pattern of the routes of the API that are live, such as the beats of a page. */
export const liveRoutes = (api: OpenAPIHono<Env>): { method: string; path: string; live: true }[] =>
  api.openAPIRegistry.definitions.flatMap((definition) => {
    if (definition.type !== "route") return [];
    const { method, path, "x-live": live }: Declared = definition.route;
    const pattern = API_PATH + path.replaceAll(/\{(\w+)\}/g, ":$1");
    return live ? [{ method: method.toUpperCase(), path: pattern, live }] : [];
  });

/** Describes a required JSON body for OpenAPI. */
export const jsonBody = <S>(schema: S) => ({
  required: true as const,
  content: { "application/json": { schema } },
});

/** Describes a JSON body that may be absent. */
export const optionalBody = <S>(schema: S) => ({ content: { "application/json": { schema } } });

/**
 * Returns the context of a request whose JSON body is one command. The digest of the body as it was received
 * is stored with the command's id, so that another body under the same id is refused.
 */
export const commandContext = async (c: Context<Env>): Promise<RequestContext> => ({
  ...c.get("ctx"),
  command: { raw: await c.req.text() },
});

/** Describes a JSON response for OpenAPI. */
export const jsonAnswer = <S>(schema: S, description: string) => ({
  description,
  content: { "application/json": { schema } },
});
