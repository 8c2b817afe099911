import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import { matchedRoutes } from "hono/route";
import type { Log } from "../context.ts";
import { ANONYMOUS, accountIdOf } from "../core/actor.ts";
import { EMAIL } from "../core/redact.ts";
import type { Env } from "./env.ts";

/**
 * Matches phones, to mask them in logs. UUIDs match first and stay unchanged, because their digits may look
 * like a phone.
 */
const UUID_OR_PHONE =
  /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b|(?<!\d)(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)/gi;
const IDENTITY_NUMBER = /(?<!\d)\d{6}(?:19|20)\d{2}[01]\d[0-3]\d{4}[\dXx](?!\d)/g;
const CREDENTIAL = /(Bearer\s+|Basic\s+|session=|visitor=)[A-Za-z0-9+/=._-]+/gi;
const HEADER = /("(?:authorization|cookie|set-cookie)"\s*:\s*")[^"]+/gi;
const NAMED_SECRET = /((?:devCode|token|password|secret)\\?"?\s*[:=]\s*\\?"?)[\w+/=-]{4,}/gi;
/** Six digits after a word for a code, in Chinese or English. */
const ONE_TIME_CODE = /((?:code|otp|\u9a8c\u8bc1\u7801)[^\d{}]{0,16})(?<!\d)\d{6}(?!\d)/gi;

/**
 * Masks phones, e-mail addresses, identity numbers, tokens, cookies and codes in a log line. Every log
 * applies it last, to the complete line.
 */
export function redact(line: string): string {
  return line
    .replace(UUID_OR_PHONE, (found) => (found.length === 36 ? found : "[phone]"))
    .replace(EMAIL, "[mail]")
    .replace(IDENTITY_NUMBER, "[id]")
    .replace(HEADER, "$1[secret]")
    .replace(CREDENTIAL, "$1[secret]")
    .replace(NAMED_SECRET, "$1[secret]")
    .replace(ONE_TIME_CODE, "$1[code]");
}

/** Log of the edge build (Cloudflare Workers): one redacted JSON line per entry on the console. */
export const edgeLog: Log = {
  // Only background work logs durations, and the edge build runs none.
  debug: () => undefined,
  info: (fields, message) => console.log(redact(JSON.stringify({ level: "info", message, ...fields }))),
  warn: (fields, message) => console.warn(redact(JSON.stringify({ level: "warn", message, ...fields }))),
  error: (fields, message) => console.error(redact(JSON.stringify({ level: "error", message, ...fields }))),
};

/**
 * Returns the pattern of the matched route, such as `/postings/:id`, or `unmatched`. The path itself may
 * contain a token, and an unmatched one anything.
 */
export const routeOf = (c: Context<Env>): string =>
  matchedRoutes(c).findLast(({ path }) => !path.includes("*"))?.path ?? "unmatched";

/**
 * Logs one line per request and reports it to the meter: by the pattern of its route, never by its path. The
 * line names the caller by the account's id.
 */
export const logRequests = createMiddleware<Env>(async (c, next) => {
  const startedMs = performance.now();
  await next();
  const services = c.get("services");
  if (!services) return;
  const durationMs = performance.now() - startedMs;
  const seen = { method: c.req.method, route: routeOf(c), status: c.res.status };
  services.meter?.request({ ...seen, durationMs });
  const account = accountIdOf(c.get("ctx")?.actor ?? ANONYMOUS);
  services.log.info(
    {
      requestId: c.get("requestId"),
      ...seen,
      ...(account && { account }),
      durationMs: Math.round(durationMs),
    },
    "request",
  );
});
