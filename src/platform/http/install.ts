import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import type { AppError } from "../core/errors.ts";
import { compression } from "./answers/compression.ts";
import { methodRules } from "./answers/methods.ts";
import { headers } from "./answers/security.ts";
import type { Env } from "./env.ts";
import { type Describe, problemResponse, toAppError } from "./errors.ts";
import { guardForms } from "./forms.ts";
import { idempotency } from "./idempotency.ts";
import { limitBody } from "./limits.ts";
import { logRequests } from "./logging.ts";
import { type AgreementHolds, identify, type ResolveActor, request, type ServicesOf } from "./request.ts";

export type Installation = {
  servicesOf: ServicesOf;
  resolveActor: ResolveActor;
  agreementHolds: AgreementHolds;
  describe: Describe;
  /** A refusal as a page, for people. */
  errorPage: (c: Context<Env>, error: AppError) => Response | Promise<Response>;
};

/** What a signed-in person reads, and what puts a cookie into a browser, stays in no shared cache. */
const cacheRules = createMiddleware<Env>(async (c, next) => {
  await next();
  const personal = c.get("credential") !== "none" || c.res.headers.has("set-cookie");
  if (personal && !c.res.headers.has("cache-control")) c.header("cache-control", "private, no-store");
});

const isApi = (path: string) => path.startsWith("/api/") || path === "/readyz" || path === "/healthz";

/** Everything before a route, in order, and everything after one that failed. */
export function installMiddleware(app: OpenAPIHono<Env>, parts: Installation): void {
  const methods = methodRules(app);
  app.use(headers());
  app.use(logRequests);
  app.use(compression);
  app.use(request(parts.servicesOf, parts.agreementHolds));
  app.use(cacheRules);
  app.use(identify(parts.resolveActor));
  app.use(methods.guard);
  app.use(limitBody);
  app.use(guardForms);
  app.use("/api/*", idempotency);

  const answer = (c: Context<Env>, error: AppError) =>
    isApi(c.req.path) ? problemResponse(c, error, parts.describe) : parts.errorPage(c, error);
  app.onError((thrown, c) => {
    const error = toAppError(thrown);
    if (error.code === "INTERNAL")
      c.get("services")?.log.error(
        { requestId: c.get("requestId"), error: thrown instanceof Error ? thrown.stack : String(thrown) },
        "a request failed",
      );
    return answer(c, error);
  });
  app.notFound(async (c) => {
    const path = methods.unslashed(c);
    return path ? c.redirect(path, 308) : answer(c, await methods.refusal(c));
  });
}
