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
 * Lets the page of this answer play media from our own origin and from `origins`, besides those of earlier
 * calls. Its player may fetch the pieces itself and start a worker from a blob. Throws unless each is an
 * origin as `isMediaOrigin` says.
 */
export function playsMedia(c: Context<Env>, origins: readonly string[]): void {
  const { config } = c.get("services");
  const all = [...new Set([...(c.get("mediaOrigins") ?? []), ...origins])];
  if (all.length > ORIGINS_MAX || !all.every((one) => isMediaOrigin(config, one)))
    throw new Error("a page may not play media from one of its origins");
  c.set("mediaOrigins", all);
}

/**
 * Lets the page of this answer show pictures from other hosts. Those from which no page may play media are
 * left out, so their pictures are not shown.
 */
export function showsPictures(c: Context<Env>, origins: readonly string[]): void {
  const { config } = c.get("services");
  c.set("pictureOrigins", [...new Set(origins.filter((one) => isMediaOrigin(config, one)))]);
}

/** Lets pages of other hosts show this answer as a film or a picture. It must be public in any case. */
export const shareMedia = (c: Context<Env>): void => c.set("sharedMedia", true);

/** Returns a policy with what the page of this answer plays and shows from other hosts. */
function widened(c: Context<Env>, policy: string): string {
  const [media, pictures] = [c.get("mediaOrigins"), c.get("pictureOrigins") ?? []];
  const shown =
    pictures.length === 0
      ? policy
      : policy.replace("img-src 'self' data:", ["img-src 'self' data:", ...pictures].join(" "));
  if (!media) return shown;
  const from = ["'self'", ...media].join(" ");
  const sources = ["'self'", "blob:", ...media].join(" ");
  const wider = shown.replace("worker-src 'self'", "worker-src 'self' blob:");
  return `${wider}; media-src ${sources}; connect-src ${from}`;
}

/**
 * Widens the policies of answers that called `playsMedia`, `showsPictures` or `shareMedia`. Runs after
 * `headers`.
 */
export const mediaPolicy = createMiddleware<Env>(async (c, next) => {
  await next();
  const policy = c.res.headers.get(POLICY);
  if (c.error) return;
  if (policy) c.res.headers.set(POLICY, widened(c, policy));
  if (c.get("sharedMedia")) c.res.headers.set("cross-origin-resource-policy", "cross-origin");
});
