import type { Context } from "hono";
import { getCookie } from "hono/cookie";
import { createMiddleware } from "hono/factory";
import { contextFor, type Services } from "../context.ts";
import { type Actor, ANONYMOUS, CALLBACK } from "../core/actor.ts";
import { AppError } from "../core/errors.ts";
import { uuidv7 } from "../core/ids.ts";
import { ownCookie } from "./answers/own-cookie.ts";
import { isCallback } from "./callbacks/callbacks.ts";
import type { Env } from "./env.ts";
import { clientAddress } from "./limits/address.ts";
import {
  countAccount,
  countCallbacks,
  countFailure,
  countMachine,
  countViewer,
  countVisitor,
  refuseSpent,
} from "./limits/rate.ts";
import { knownViewer, knownVisitor } from "./limits/visitor.ts";
import { routeOf } from "./logging.ts";

export type ServicesOf = (env: unknown) => Promise<Services> | Services;
/** Returns true while the agreement is in force. */
export type AgreementHolds = (services: Services, slug: string) => Promise<boolean>;
export type ResolveActor = (services: Services, token: string) => Promise<Actor | null>;

export const SESSION_COOKIE = "session";
export const AGREEMENT_COOKIE = "agreement";
export const AGREEMENT_HEADER = "x-agreement";
const SLUG = /^[a-z0-9-]{2,40}$/;
const slugOf = (text: string | undefined): string | null => (text && SLUG.test(text) ? text : null);
const TOKEN = /^[A-Za-z0-9_-]{20,200}$/;

/**
 * Returns the agreement that the header or the cookie names. That of the cookie may have ended; it is then
 * ignored. An agreement that the header names is kept.
 */
async function agreementOf(c: Context<Env>, agreementHolds: AgreementHolds): Promise<string | null> {
  const asked = slugOf(c.req.header(AGREEMENT_HEADER));
  const remembered = asked ? null : slugOf(getCookie(c, AGREEMENT_COOKIE));
  if (remembered && !(await agreementHolds(c.get("services"), remembered))) return null;
  return asked ?? remembered;
}

/**
 * Sets the id and the services of each request, and the context of an anonymous caller. `identify` replaces
 * that context.
 */
export function request(servicesOf: ServicesOf, agreementHolds: AgreementHolds) {
  return createMiddleware<Env>(async (c, next) => {
    const requestId = uuidv7(Date.now());
    c.set("requestId", requestId);
    c.set("credential", "none");
    c.header("x-request-id", requestId);
    const services = await servicesOf(c.env);
    c.set("services", services);
    const agreement = isCallback(c.req.path) ? null : await agreementOf(c, agreementHolds);
    c.set("ctx", contextFor(services, ANONYMOUS, { requestId, agreement, client: clientAddress(c) }));
    await next();
  });
}

type Identification = {
  resolveActor: ResolveActor;
  isMachine: (path: string) => boolean;
  isLive: (method: string, pattern: string) => boolean;
};

/** Static files are the same for everybody and cost little, so they are not counted. */
const isCounted = (path: string) => !path.startsWith("/static/");

/**
 * Resolves the caller and counts the request: per account, or per browser and address for a visitor. Live
 * pages have higher limits per address. Throws RATE_LIMITED.
 * Requests with unknown tokens are counted per address too. After too many of them, tokens from this address
 * are no longer looked up.
 * Throws SESSION_ENDED for an invalid bearer token. With an invalid cookie, the caller is an anonymous
 * visitor and can still read public pages.
 * Reads neither cookie nor token of a callback, and counts it per address until its route knows its sender.
 */
export function identify({ resolveActor, isMachine, isLive }: Identification) {
  return createMiddleware<Env>(async (c, next) => {
    const services = c.get("services");
    const { requestId, scope, client } = c.get("ctx");
    const from = client ?? "unknown";
    if (isCallback(c.req.path)) {
      await countCallbacks(services, from);
      c.set("ctx", contextFor(services, CALLBACK, { requestId, client }));
      return next();
    }
    const authorization = c.req.header("authorization");
    const cookie = getCookie(c, ownCookie(services.config, SESSION_COOKIE));
    const presented = authorization ? (authorization.match(/^Bearer (\S+)$/)?.[1] ?? "") : cookie;
    if (presented !== undefined) c.set("credential", authorization ? "bearer" : "cookie");
    if (presented !== undefined) await refuseSpent(services, from);
    const actor = presented && TOKEN.test(presented) ? await resolveActor(services, presented) : null;
    if (presented !== undefined && !actor) await countFailure(services, from);
    if (authorization && !actor) throw new AppError("SESSION_ENDED");
    const counted = isCounted(c.req.path);
    if (counted && isMachine(c.req.path)) await countMachine(services, from);
    else if (counted && actor?.kind === "account") await countAccount(services, actor.accountId);
    else if (counted && isLive(c.req.method, routeOf(c)))
      await countViewer(services, { client: from, viewer: await knownViewer(c) });
    else if (counted) await countVisitor(services, { client: from, visitor: await knownVisitor(c) });
    c.set("ctx", contextFor(services, actor ?? ANONYMOUS, { requestId, agreement: scope.agreement, client }));
    await next();
  });
}
