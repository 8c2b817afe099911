import { createMiddleware } from "hono/factory";
import type { Log } from "../context.ts";
import type { Env } from "./env.ts";

/** Takes phones, identity numbers, tokens and codes out of a finished line: the last step of every log. */
export function redact(line: string): string {
  return line
    .replace(/(?<!\d)(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)/g, "[phone]")
    .replace(/(?<!\d)\d{17}[\dXx](?!\d)/g, "[id]")
    .replace(/(Bearer\s+|session=|visitor=)[A-Za-z0-9_-]+/gi, "$1[secret]")
    .replace(/("?(?:code|devCode|token|password)"?\s*[:=]\s*"?)[A-Za-z0-9_-]{4,}/gi, "$1[secret]");
}

/** A log where no logger's package runs: one redacted JSON line on the console. */
export const edgeLog: Log = {
  info: (fields, message) => console.log(redact(JSON.stringify({ level: "info", message, ...fields }))),
  warn: (fields, message) => console.warn(redact(JSON.stringify({ level: "warn", message, ...fields }))),
  error: (fields, message) => console.error(redact(JSON.stringify({ level: "error", message, ...fields }))),
};

/** One line per request: the route's pattern, never its query, which may hold words a person typed. */
export const logRequests = createMiddleware<Env>(async (c, next) => {
  const startedMs = performance.now();
  await next();
  const services = c.get("services");
  services?.log.info(
    {
      requestId: c.get("requestId"),
      method: c.req.method,
      path: c.req.path,
      status: c.res.status,
      durationMs: Math.round(performance.now() - startedMs),
    },
    "request",
  );
});
