import type { Context } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { createMiddleware } from "hono/factory";
import { AppError } from "../core/errors.ts";
import { randomToken } from "../core/vault.ts";
import type { Env } from "./env.ts";
import type { IsUpload } from "./limits.ts";

const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);
const isSecure = (c: Context<Env>) => c.get("services").config.origins[0]?.startsWith("https:") ?? false;
const visitorCookie = (c: Context<Env>) => (isSecure(c) ? "__Host-visitor" : "visitor");
export const FORM_TOKEN = "_csrf";

/** The value to which a form token is bound: the session, or a visitor's random cookie. */
const holder = (c: Context<Env>): string | undefined => {
  const { actor } = c.get("ctx");
  return actor.kind === "account" ? actor.sessionId : getCookie(c, visitorCookie(c));
};

const tokenOf = async (c: Context<Env>, bound: string) =>
  (await c.get("services").vault.mac("form", bound)).toString("base64url");

/**
 * The token for a form's hidden field, for browsers and proxies that send neither Origin nor Sec-Fetch-Site.
 */
export async function formToken(c: Context<Env>): Promise<string> {
  let bound = holder(c);
  if (!bound) {
    bound = randomToken(16);
    const attributes = { httpOnly: true, secure: isSecure(c), sameSite: "Lax", path: "/" } as const;
    setCookie(c, visitorCookie(c), bound, attributes);
  }
  return tokenOf(c, bound);
}

function isOurOrigin(c: Context<Env>, origin: string): boolean {
  const { config } = c.get("services");
  return config.origins.includes(origin) || (!config.production && origin === new URL(c.req.url).origin);
}

/** Returns undefined if the browser does not tell where the request comes from. */
function sameSite(c: Context<Env>): boolean | undefined {
  const origin = c.req.header("origin");
  if (origin && origin !== "null") return isOurOrigin(c, origin);
  const site = c.req.header("sec-fetch-site");
  if (site) return site === "same-origin" || site === "none";
  return origin === "null" ? false : undefined;
}

/**
 * The form's token. An upload sends it in its address, because its body is not buffered before the policy
 * check.
 */
const sentToken = async (c: Context<Env>, isUpload: IsUpload) =>
  isUpload(c) ? c.req.query(FORM_TOKEN) : (await c.req.parseBody())[FORM_TOKEN];

/** Requires JSON for a body, and multipart only for uploads. Anything else is 415. */
function checkMediaType(c: Context<Env>, isUpload: IsUpload): void {
  const type = c.req.header("content-type")?.split(";")[0]?.trim().toLowerCase();
  const sized = Number(c.req.header("content-length") ?? 0) > 0 || c.req.header("transfer-encoding");
  if (!type && !sized) return;
  if (type === "application/json") return;
  if (isUpload(c)) return;
  throw new AppError("MEDIA_TYPE_UNSUPPORTED");
}

/**
 * Protects writes with a cookie against other sites. Bearer tokens carry no ambient right and pass.
 * A form without origin headers must carry its token. A foreign origin is refused in any case.
 * Mail programs post to `tokenRoutes` without cookie and origin (RFC 8058): the address's token is their only
 * right.
 */
export const guardForms = (tokenRoutes: ReadonlySet<string>, isUpload: IsUpload) =>
  createMiddleware<Env>(async (c, next) => {
    if (SAFE.has(c.req.method)) return next();
    const api = c.req.path.startsWith("/api/");
    if (api) checkMediaType(c, isUpload);
    if (tokenRoutes.has(c.req.path) && c.req.query("token")) return next();
    const credential = c.get("credential");
    if (api && credential !== "cookie") return next();
    const same = sameSite(c);
    if (same === true) return next();
    if (same === false || api) throw new AppError("FOREIGN_ORIGIN");
    const bound = holder(c);
    if (!bound || (await sentToken(c, isUpload)) !== (await tokenOf(c, bound)))
      throw new AppError("FOREIGN_ORIGIN");
    return next();
  });
