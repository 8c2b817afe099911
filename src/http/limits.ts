import type { Context } from "hono";
import { bodyLimit } from "hono/body-limit";
import { createMiddleware } from "hono/factory";
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import type { Config } from "../config.ts";
import { AppError } from "../core/errors.ts";
import type { Env } from "./env.ts";

const MIB = 1024 * 1024;
const BODY_MAX = MIB;
export const UPLOAD_MAX = 50 * MIB;
/** Multipart framing around a file of the allowed size. */
const UPLOAD_FRAME = 64 * 1024;

const UPLOAD_PATHS = new Set(["/api/v1/imports", "/union/imports"]);

/** A file on its way: the one body that is not gathered in memory before its route asks for it. */
export const isUpload = (c: Context<Env>): boolean =>
  UPLOAD_PATHS.has(c.req.path) && /^multipart\/form-data\b/i.test(c.req.header("content-type") ?? "");

const small = bodyLimit({ maxSize: BODY_MAX, onError: tooLarge });
const upload = bodyLimit({ maxSize: UPLOAD_MAX + UPLOAD_FRAME, onError: tooLarge });

function tooLarge(): never {
  throw new AppError("BODY_TOO_LARGE");
}

/**
 * 1 MB for bodies, 50 MB for the import. A body without a length is counted as it is read; an upload's is not gathered
 * here, its reader refuses it when it passes the limit.
 */
export const limitBody = createMiddleware<Env>((c, next) => {
  if (!isUpload(c)) return small(c, next);
  return c.req.header("content-length") ? upload(c, next) : next();
});

const limiters = new Map<number, RateLimiterMemory>();

/** One per limit and process: the edge reads its configuration anew for each request. */
function limiterFor({ rateLimitPerMinute }: Config): RateLimiterMemory {
  const kept = limiters.get(rateLimitPerMinute);
  const limiter = kept ?? new RateLimiterMemory({ points: rateLimitPerMinute, duration: 60 });
  limiters.set(rateLimitPerMinute, limiter);
  return limiter;
}

const limited = (state: RateLimiterRes) =>
  new AppError("RATE_LIMITED", { retryAfterS: Math.max(1, state.msBeforeNext / 1000) });

/**
 * Counts one request against `config.rateLimitPerMinute` of a key, in this process. Loose, because a hall of two
 * thousand people shares one address. RATE_LIMITED says when to come back.
 */
export async function spend(config: Config, key: string): Promise<void> {
  try {
    await limiterFor(config).consume(key);
  } catch (refusal) {
    throw refusal instanceof RateLimiterRes ? limited(refusal) : refusal;
  }
}

/** Refuses a key that has nothing left, without counting. */
export async function refuseSpent(config: Config, key: string): Promise<void> {
  const state = await limiterFor(config).get(key);
  if (state && state.consumedPoints >= config.rateLimitPerMinute) throw limited(state);
}
