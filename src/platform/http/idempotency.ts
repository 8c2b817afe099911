import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import type { Services } from "../context.ts";
import { AppError } from "../core/errors.ts";
import { redactError } from "../core/redact.ts";
import { sha256 } from "../core/vault.ts";
import type { Env } from "./env.ts";
import { claimKey, type RequestClaim, releaseKey, storeAnswer } from "./store.ts";

const KEY = /^[\x21-\x7e]{1,200}$/;
/** Response headers that are stored and replayed. Middleware sets the others anew for each request. */
const KEPT_HEADERS = ["content-type", "etag", "location"];

type Answer = { body: string; headers: Record<string, string> };

async function seal(c: Context<Env>): Promise<Buffer> {
  const headers: Answer["headers"] = {};
  for (const name of KEPT_HEADERS) {
    const value = c.res.headers.get(name);
    if (value) headers[name] = value;
  }
  const answer: Answer = { body: await c.res.clone().text(), headers };
  return c.get("services").vault.seal(JSON.stringify(answer));
}

async function replay(c: Context<Env>, status: number, sealed: Buffer): Promise<Response> {
  const { body, headers } = JSON.parse(await c.get("services").vault.open(sealed)) as Answer;
  return new Response(body || null, { status, headers: { ...headers, "idempotency-replayed": "true" } });
}

/**
 * Returns the caller's claim of the Idempotency-Key. Returns null without this header, for methods other than
 * POST, for paths of `secretAnswers`, and for bodies other than JSON.
 * Throws INVALID_INPUT for a malformed key.
 */
async function claimOf(c: Context<Env>, secretAnswers: readonly string[]): Promise<RequestClaim | null> {
  const key = c.req.header("idempotency-key");
  if (!key || c.req.method !== "POST") return null;
  if (secretAnswers.some((start) => c.req.path.startsWith(start))) return null;
  const type = c.req.header("content-type");
  if (type && !/^application\/json\b/i.test(type)) return null;
  if (!KEY.test(key))
    throw new AppError("INVALID_INPUT", { fields: [{ path: "idempotency-key", code: "INVALID" }] });
  const { actor, client, vault } = c.get("ctx");
  const who =
    actor.kind === "account" ? actor.accountId : (await vault.mac("address", client ?? "")).toString("hex");
  const requestHash = await sha256(await c.req.raw.clone().text());
  return { scope: `${who} ${c.req.path}`, key, requestHash, requestId: c.get("requestId") };
}

const ENDED_MAX = 1_000;
/** Requests of this process that ended while their claims could not be released. The oldest go first. */
const ended = new Set<string>();

function markEnded(requestId: string): void {
  ended.add(requestId);
  for (const oldest of ended) {
    if (ended.size <= ENDED_MAX) return;
    ended.delete(oldest);
  }
}

/**
 * Releases the key of a failed request. After a 5xx the request may have taken effect, because the connection
 * was lost at its commit: the key then stays, and a repeat is told so.
 */
async function settle({ db, log }: Services, claim: RequestClaim, status: number): Promise<void> {
  try {
    if (!(await releaseKey(db, claim, status >= 500))) markEnded(claim.requestId);
  } catch (error) {
    markEnded(claim.requestId);
    log.warn(
      { requestId: claim.requestId, error: redactError(error) },
      "an Idempotency-Key was not released",
    );
  }
}

/** Stores the answer. If that fails, the caller still gets it, and only a repeat does not. */
async function keepAnswer(c: Context<Env>, claim: RequestClaim): Promise<void> {
  const { db, log } = c.get("services");
  try {
    await storeAnswer(db, claim, { status: c.res.status, answer: await seal(c) });
  } catch (error) {
    markEnded(claim.requestId);
    log.warn({ requestId: claim.requestId, error: redactError(error) }, "an answer was not stored");
  }
}

/**
 * Handles `Idempotency-Key` on POST. The first request runs; a repeat gets the same response with
 * `idempotency-replayed: true`. Another body under the same key is refused.
 * A failed request had no effect, so its key is released and may be used with a corrected body. If it is
 * known to have taken effect although its answer is lost, a repeat gets ANSWER_LOST and writes nothing.
 * Excludes the paths `secretAnswers` (a session's token is never replayed) and uploads, which are not
 * buffered for hashing. Stored responses are encrypted, because they may contain personal data.
 */
export const idempotency = (secretAnswers: readonly string[]) =>
  createMiddleware<Env>(async (c, next) => {
    const claim = await claimOf(c, secretAnswers);
    if (!claim) return next();
    const services = c.get("services");
    const kept = await claimKey(services.db, claim, [...ended]);
    if (kept.kind === "reused") throw new AppError("IDEMPOTENCY_KEY_REUSED");
    if (kept.kind === "lost") throw new AppError("ANSWER_LOST");
    if (kept.kind === "busy") throw new AppError("IDEMPOTENCY_IN_PROGRESS", { retryAfterS: 2 });
    if (kept.kind === "done") return replay(c, kept.status, kept.answer);
    await next();
    if (!c.res.ok) return settle(services, claim, c.res.status);
    return keepAnswer(c, claim);
  });
