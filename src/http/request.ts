import { getCookie } from "hono/cookie";
import { createMiddleware } from "hono/factory";
import { contextFor, type Services } from "../context.ts";
import { type Actor, ANONYMOUS } from "../core/actor.ts";
import { AppError } from "../core/errors.ts";
import { uuidv7 } from "../core/ids.ts";
import type { Env } from "./env.ts";

export type ServicesOf = (env: unknown) => Promise<Services> | Services;
export type ResolveActor = (services: Services, token: string) => Promise<Actor | null>;

/** `__Host-` binds the cookie to this host over TLS; browsers refuse the prefix on plain http. */
export const sessionCookie = (secure: boolean) => (secure ? "__Host-session" : "session");
export const AGREEMENT_COOKIE = "agreement";
export const AGREEMENT_HEADER = "x-agreement";

/**
 * Gives each request an id, its services and its actor. A bearer token that is not (or no longer) a session is refused;
 * a stale cookie is an anonymous visitor, so that old browsers still read public pages.
 */
export function request(servicesOf: ServicesOf, resolveActor: ResolveActor) {
  return createMiddleware<Env>(async (c, next) => {
    const requestId = uuidv7(Date.now());
    c.set("requestId", requestId);
    c.header("x-request-id", requestId);
    const services = await servicesOf(c.env);
    c.set("services", services);
    const secure = services.config.origins[0]?.startsWith("https:") ?? false;
    const authorization = c.req.header("authorization");
    const bearer = authorization?.match(/^Bearer ([A-Za-z0-9_-]{20,200})$/)?.[1];
    const cookie = getCookie(c, sessionCookie(secure));
    c.set("credential", authorization ? "bearer" : cookie ? "cookie" : "none");
    const agreement = c.req.header(AGREEMENT_HEADER) ?? getCookie(c, AGREEMENT_COOKIE) ?? null;
    c.set("ctx", contextFor(services, ANONYMOUS, { requestId, agreement }));
    let actor: Actor = ANONYMOUS;
    if (authorization) {
      const resolved = bearer ? await resolveActor(services, bearer) : null;
      if (!resolved) throw new AppError("SESSION_ENDED");
      actor = resolved;
    } else if (cookie) actor = (await resolveActor(services, cookie)) ?? ANONYMOUS;
    c.set("ctx", contextFor(services, actor, { requestId, agreement }));
    await next();
  });
}
