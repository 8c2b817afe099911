import { createMiddleware } from "hono/factory";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { AppError } from "../core/errors.ts";
import { sha256 } from "../core/vault.ts";
import { clientAddress } from "./address.ts";
import type { Env } from "./env.ts";
import { claimKey, keepAnswer, releaseKey } from "./store.ts";

const KEY = /^[\x21-\x7e]{1,200}$/;

/**
 * `Idempotency-Key` on a JSON POST: the first request answers, a repeat gets the same answer with
 * `idempotency-replayed: true`. Another body under the key is refused; a server fault gives the key back. Signing in
 * and uploads are left out: a session is never replayed, a file is not gathered to be hashed.
 */
export const idempotency = createMiddleware<Env>(async (c, next) => {
  const key = c.req.header("idempotency-key");
  const json = c.req.header("content-type")?.startsWith("application/json");
  if (c.req.method !== "POST" || !key || !json || c.req.path.startsWith("/api/v1/sessions")) return next();
  if (!KEY.test(key))
    throw new AppError("INVALID_INPUT", { fields: [{ path: "idempotency-key", code: "INVALID" }] });
  const { db, actor } = c.get("ctx");
  const who = actor.kind === "account" ? actor.accountId : clientAddress(c);
  const claim = {
    scope: `${who} ${c.req.path}`,
    key,
    requestHash: await sha256(await c.req.raw.clone().text()),
  };
  const kept = await claimKey(db, claim);
  if (kept.kind === "reused") throw new AppError("IDEMPOTENCY_KEY_REUSED");
  if (kept.kind === "busy") throw new AppError("IDEMPOTENCY_IN_PROGRESS", { retryAfterS: 2 });
  if (kept.kind === "done") {
    c.header("idempotency-replayed", "true");
    return c.json(kept.response as object, kept.status as ContentfulStatusCode);
  }
  await next();
  const type = c.res.headers.get("content-type") ?? "";
  if (c.res.status >= 500 || !type.includes("json")) return releaseKey(db, claim);
  await keepAnswer(db, { ...claim, status: c.res.status, response: await c.res.clone().json() });
});
