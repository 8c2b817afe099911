import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import type { AppError } from "../core/errors.ts";
import type { Program } from "../program/index.ts";
import { compression } from "./answers/compression.ts";
import { eventLines } from "./answers/event-stream.ts";
import { mediaPolicy } from "./answers/media.ts";
import { methodRules } from "./answers/methods.ts";
import { headers } from "./answers/security.ts";
import { isCallback } from "./callbacks/callbacks.ts";
import type { Env } from "./env.ts";
import { type Describe, problemResponse, type Refusal, toAppError } from "./errors.ts";
import { guardForms } from "./forms.ts";
import { idempotency } from "./idempotency.ts";
import { limitBody, refuseWhenFull, uploadsTo } from "./limits/body.ts";
import { logRequests } from "./logging.ts";
import { type AgreementHolds, identify, type ResolveActor, request, type ServicesOf } from "./request.ts";

export type Installation = {
  servicesOf: ServicesOf;
  resolveActor: ResolveActor;
  agreementHolds: AgreementHolds;
  describe: Describe;
  program: Pick<
    Program,
    "statuses" | "machinePaths" | "uploads" | "fileUploads" | "tokenRoutes" | "secretAnswers"
  >;
  /** Returns true for a route whose requests are counted per viewer. */
  isLive: (method: string, pattern: string) => boolean;
  /** Renders an error as a page. */
  errorPage: (c: Context<Env>, refusal: Refusal) => Response | Promise<Response>;
};

/** Keeps responses for signed-in people, and responses that set a cookie, out of shared caches. */
const cacheRules = createMiddleware<Env>(async (c, next) => {
  await next();
  const personal = c.get("credential") !== "none" || c.res.headers.has("set-cookie");
  if (personal && !c.res.headers.has("cache-control")) c.header("cache-control", "private, no-store");
});

const isApi = (path: string) => path.startsWith("/api/") || path === "/readyz" || path === "/healthz";

/** Keeps answers for other programs, errors too, out of caches unless the route says otherwise. */
const uncached = (isMachine: (path: string) => boolean) =>
  createMiddleware<Env>(async (c, next) => {
    await next();
    if (isMachine(c.req.path) && !c.res.headers.has("cache-control")) c.header("cache-control", "no-store");
  });

const stackOf = (thrown: unknown) => (thrown instanceof Error ? thrown.stack : String(thrown));

/** Returns name, code and places of an error, without its message: that may quote a credential. */
function framesOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return typeof thrown;
  const code = "code" in thrown && /^\w{1,40}$/.test(String(thrown.code)) ? ` ${thrown.code}` : "";
  const places = (thrown.stack ?? "").split("\n").filter((line) => /^ {4}at [^"']*$/.test(line));
  return [thrown.name + code, ...places].join("\n");
}

/** Installs all middleware in order, and the error handlers. Call it before any route is added. */
export function installMiddleware(app: OpenAPIHono<Env>, parts: Installation): void {
  const { program } = parts;
  const uploadMax = uploadsTo(program.uploads, program.fileUploads);
  const isMachine = (path: string) =>
    isCallback(path) || program.machinePaths.some((start) => path.startsWith(start));
  const methods = methodRules(app);
  app.use(eventLines);
  app.use(mediaPolicy);
  app.use(headers());
  app.use(logRequests);
  app.use(compression);
  app.use(request(parts.servicesOf, parts.agreementHolds));
  app.use(cacheRules);
  app.use(uncached(isMachine));
  app.use(identify({ ...parts, isMachine }));
  app.use(methods.guard);
  app.use(refuseWhenFull);
  app.use(limitBody(uploadMax, isCallback));
  app.use(guardForms({ ...program, isMachine, isCallback, uploadMax }));
  app.use("/api/*", idempotency(program.secretAnswers));

  const answer = (c: Context<Env>, error: AppError) => {
    const refusal = { error, status: program.statuses[error.code], ...parts.describe(error.code) };
    return isApi(c.req.path) || isMachine(c.req.path)
      ? problemResponse(c, refusal)
      : parts.errorPage(c, refusal);
  };
  app.onError((thrown, c) => {
    const error = toAppError(thrown);
    if (error.code === "INTERNAL")
      c.get("services")?.log.error(
        { requestId: c.get("requestId"), error: isCallback(c.req.path) ? framesOf(thrown) : stackOf(thrown) },
        "a request failed",
      );
    return answer(c, error);
  });
  app.notFound(async (c) => {
    const path = methods.unslashed(c);
    return path ? c.redirect(path, 308) : answer(c, await methods.refusal(c));
  });
}
