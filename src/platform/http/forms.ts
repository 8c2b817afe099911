import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import { AppError } from "../core/errors.ts";
import { carriesMac } from "../core/vault.ts";
import type { Env } from "./env.ts";
import type { UploadMax } from "./limits/body.ts";
import { giveVisitorCookie, visitorCookie } from "./limits/visitor.ts";

const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);
export const FORM_TOKEN = "_csrf";

/** Returns the value to which a form token is bound: the session id, or the visitor's cookie. */
const holder = (c: Context<Env>): string | undefined => {
  const { actor } = c.get("ctx");
  return actor.kind === "account" ? actor.sessionId : visitorCookie(c);
};

const tokenOf = async (c: Context<Env>, bound: string) =>
  (await c.get("services").vault.mac("form", bound)).toString("base64url");

/** Returns true for the token of this holder, also for one from before a change of keys. */
const carriesToken = async (c: Context<Env>, bound: string, sent: unknown) =>
  typeof sent === "string" && (await carriesMac(c.get("services").vault, "form", bound, sent));

/**
 * Returns the CSRF token for a form's hidden field. It protects requests of browsers and proxies that send
 * neither Origin nor Sec-Fetch-Site. Sets the visitor's cookie if it is absent.
 */
export async function formToken(c: Context<Env>): Promise<string> {
  return tokenOf(c, holder(c) ?? (await giveVisitorCookie(c)));
}

function isOurOrigin(c: Context<Env>, origin: string): boolean {
  const { config } = c.get("services");
  return config.origins.includes(origin) || (!config.production && origin === new URL(c.req.url).origin);
}

/**
 * Returns true for a request that our own pages or the user caused, false for one from another site. Returns
 * undefined if the browser sends neither Origin nor Sec-Fetch-Site.
 */
function sameSite(c: Context<Env>): boolean | undefined {
  const origin = c.req.header("origin");
  if (origin && origin !== "null") return isOurOrigin(c, origin);
  const site = c.req.header("sec-fetch-site");
  if (site) return site === "same-origin" || site === "none";
  return origin === "null" ? false : undefined;
}

/**
 * Returns the CSRF token that a form sent: in the body, or for an upload in the query string. The body of an
 * upload is not buffered before the policy check.
 */
const sentToken = async (c: Context<Env>, uploadMax: UploadMax) =>
  uploadMax(c) !== null ? c.req.query(FORM_TOKEN) : (await c.req.parseBody())[FORM_TOKEN];

/** Requires a JSON body, or that of an upload. Throws MEDIA_TYPE_UNSUPPORTED for another type. */
function checkMediaType(c: Context<Env>, uploadMax: UploadMax): void {
  const type = c.req.header("content-type")?.split(";")[0]?.trim().toLowerCase();
  const sized = Number(c.req.header("content-length") ?? 0) > 0 || c.req.header("transfer-encoding");
  if (!type && !sized) return;
  if (type === "application/json") return;
  if (uploadMax(c) !== null) return;
  throw new AppError("MEDIA_TYPE_UNSUPPORTED");
}

type FormRules = {
  tokenRoutes: ReadonlySet<string>;
  /** Returns true for a path that programs of others call. */
  isMachine(path: string): boolean;
  /** Returns true for a path that proves its caller by a credential in the address or the body. */
  isCallback(path: string): boolean;
  uploadMax: UploadMax;
};

/**
 * Protects writes against cross-site request forgery. API requests without a session cookie pass, because
 * browsers never send a bearer token by themselves.
 * A form without Origin and Sec-Fetch-Site must carry its token. A request from another origin is always
 * refused.
 * Mail programs send POST to `tokenRoutes` without cookie and origin (RFC 8058). There, only the token in the
 * query string authorises the request. Callbacks pass too: no cookie authorises them.
 */
export const guardForms = ({ tokenRoutes, isMachine, isCallback, uploadMax }: FormRules) =>
  createMiddleware<Env>(async (c, next) => {
    if (SAFE.has(c.req.method) || isCallback(c.req.path)) return next();
    const api = c.req.path.startsWith("/api/") || isMachine(c.req.path);
    if (api) checkMediaType(c, uploadMax);
    if (tokenRoutes.has(c.req.path) && c.req.query("token")) return next();
    const credential = c.get("credential");
    if (api && credential !== "cookie") return next();
    const same = sameSite(c);
    if (same === true) return next();
    if (same === false || api) throw new AppError("FOREIGN_ORIGIN");
    const bound = holder(c);
    if (!bound || !(await carriesToken(c, bound, await sentToken(c, uploadMax))))
      throw new AppError("FOREIGN_ORIGIN");
    return next();
  });
