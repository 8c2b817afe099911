import { bodyLimit } from "hono/body-limit";
import { createMiddleware } from "hono/factory";
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { AppError } from "../core/errors.ts";
import { clientAddress } from "./address.ts";
import type { Env } from "./env.ts";

const MIB = 1024 * 1024;
const BODY_MAX = MIB;
export const UPLOAD_MAX = 50 * MIB;
/** Multipart framing around a file of the allowed size. */
const UPLOAD_FRAME = 64 * 1024;

/** Paths that take files; their own reader counts the bytes of a body that names no length. */
const isUpload = (path: string) => path === "/api/v1/imports" || path === "/union/imports";

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
  if (!isUpload(c.req.path)) return small(c, next);
  return c.req.header("content-length") ? upload(c, next) : next();
});

const limiters = new Map<number, RateLimiterMemory>();

function limiterFor(perMinute: number): RateLimiterMemory {
  const kept = limiters.get(perMinute) ?? new RateLimiterMemory({ points: perMinute, duration: 60 });
  limiters.set(perMinute, kept);
  return kept;
}

/**
 * Requests a minute, per account, else per address; per process. Loose for addresses, because a hall of two thousand
 * people shares one. RATE_LIMITED says when to come back.
 */
export const limitRate = createMiddleware<Env>(async (c, next) => {
  const { config } = c.get("services");
  const { actor } = c.get("ctx");
  const key = actor.kind === "account" ? `account:${actor.accountId}` : `address:${clientAddress(c)}`;
  try {
    await limiterFor(config.rateLimitPerMinute).consume(key);
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    throw new AppError("RATE_LIMITED", { retryAfterS: Math.max(1, refusal.msBeforeNext / 1000) });
  }
  await next();
});
