import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import type { Config } from "../../config/index.ts";
import type { Env } from "../env.ts";

const POLICY = "content-security-policy";
/** A page plays from its source and perhaps from a second one. */
const ORIGINS_MAX = 8;
const HTTPS = /^https:\/\/[a-z0-9.-]+(?::\d{1,5})?$/;
const LOOPBACK = /^http:\/\/(?:127\.0\.0\.1|localhost)(?::\d{1,5})?$/;

/**
 * Returns true for an origin from which a page may play media: one of our own, or one with https. Outside
 * production also one of this machine. An origin has no path, no wildcard, and nothing else that a policy
 * reads.
 */
export function isMediaOrigin(
  { origins, production }: Pick<Config, "origins" | "production">,
  origin: string,
): boolean {
  if (!URL.canParse(origin) || new URL(origin).origin !== origin) return false;
  if (HTTPS.test(origin) || origins.includes(origin)) return true;
  return !production && LOOPBACK.test(origin);
}

/**
 * Lets the page of this answer play media from our own origin and from `origins`. Its player may fetch the
 * pieces itself and start a worker from a blob. Throws unless each is an origin as `isMediaOrigin` says.
 */
export function playsMedia(c: Context<Env>, origins: readonly string[]): void {
  const { config } = c.get("services");
  if (origins.length > ORIGINS_MAX || !origins.every((one) => isMediaOrigin(config, one)))
    throw new Error("a page may not play media from one of its origins");
  c.set("mediaOrigins", [...new Set(origins)]);
}

/** Widens the content security policy of answers that called `playsMedia`. Runs after `headers`. */
export const mediaPolicy = createMiddleware<Env>(async (c, next) => {
  await next();
  const origins = c.get("mediaOrigins");
  const policy = c.res.headers.get(POLICY);
  if (!origins || !policy || c.error) return;
  const from = ["'self'", ...origins].join(" ");
  const sources = ["'self'", "blob:", ...origins].join(" ");
  const wider = policy.replace("worker-src 'self'", "worker-src 'self' blob:");
  c.res.headers.set(POLICY, `${wider}; media-src ${sources}; connect-src ${from}`);
});
