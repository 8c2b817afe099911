import { sql } from "kysely";
import type { Db } from "../../../db/client.ts";

export type KeyState =
  | { kind: "first" }
  | { kind: "busy" }
  | { kind: "reused" }
  | { kind: "done"; status: number; answer: Buffer };

/**
 * Age after which a repeated request may take over the claim of an unfinished request, whose process was
 * killed.
 */
const TAKEOVER = "60 seconds";

/**
 * One request's claim of a key. `requestId` distinguishes the claim from that of a later request that took
 * the key over.
 */
export type RequestClaim = { scope: string; key: string; requestHash: Buffer; requestId: string };

/**
 * Claims a key for one request, or returns the state of an earlier claim. Of concurrent requests, the upsert
 * lets only one be `first`.
 */
export async function claimKey(db: Db, claim: RequestClaim): Promise<KeyState> {
  const { scope, key, requestHash, requestId } = claim;
  const claimed = await sql`
    insert into idempotency (scope, key, request_hash, request_id)
    values (${scope}, ${key}, ${requestHash}, ${requestId})
    on conflict (scope, key) do update set created_at = app.now(), request_id = excluded.request_id
    where idempotency.status is null and idempotency.request_hash = excluded.request_hash
      and idempotency.created_at < app.now() - ${TAKEOVER}::interval
    returning key`.execute(db);
  if (claimed.rows.length > 0) return { kind: "first" };
  const row = await db
    .selectFrom("idempotency")
    .select(["requestHash", "status", "answer"])
    .where("scope", "=", scope)
    .where("key", "=", key)
    .executeTakeFirst();
  if (!row) return { kind: "busy" };
  if (!row.requestHash.equals(requestHash)) return { kind: "reused" };
  if (row.status === null || row.answer === null) return { kind: "busy" };
  return { kind: "done", status: row.status, answer: row.answer };
}

/** Stores the response for repeats, unless another request has taken the key over. */
export async function storeAnswer(db: Db, claim: RequestClaim, kept: { status: number; answer: Buffer }) {
  await db
    .updateTable("idempotency")
    .set(kept)
    .where("scope", "=", claim.scope)
    .where("key", "=", claim.key)
    .where("requestId", "=", claim.requestId)
    .execute();
}

/** Deletes the claim of a failed request, so that the key can be used again. */
export async function releaseKey(db: Db, claim: RequestClaim): Promise<void> {
  await db
    .deleteFrom("idempotency")
    .where("scope", "=", claim.scope)
    .where("key", "=", claim.key)
    .where("requestId", "=", claim.requestId)
    .where("status", "is", null)
    .execute();
}
