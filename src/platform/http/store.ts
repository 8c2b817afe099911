import { sql } from "kysely";
import type { Db } from "../../../db/client.ts";

export type KeyState =
  | { kind: "first" }
  | { kind: "busy" }
  | { kind: "reused" }
  /** The earlier request took effect, and its answer is lost. */
  | { kind: "lost" }
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

/** True in SQL if the request that holds the key no longer runs. */
const isOver = (ended: readonly string[]) => sql`(
  idempotency.created_at < app.now() - ${TAKEOVER}::interval or idempotency.request_id = any(${ended}::text[]))`;

/**
 * True in SQL if the request that holds the key took effect. Each transaction that writes records who did it,
 * with the request's id.
 */
const TOOK_EFFECT = sql`exists (select from audit where audit.request_id = idempotency.request_id)`;

/**
 * Claims a key for one request, or returns the state of an earlier claim. Of concurrent requests, the upsert
 * lets only one be `first`. `ended` lists requests of this process that ended without an answer for the key:
 * a repeat need not wait for them. It never takes over from a request that took effect.
 */
export async function claimKey(db: Db, claim: RequestClaim, ended: readonly string[]): Promise<KeyState> {
  const { scope, key, requestHash, requestId } = claim;
  const claimed = await sql`
    insert into idempotency (scope, key, request_hash, request_id)
    values (${scope}, ${key}, ${requestHash}, ${requestId})
    on conflict (scope, key) do update set created_at = app.now(), request_id = excluded.request_id
    where idempotency.status is null and idempotency.request_hash = excluded.request_hash
      and ${isOver(ended)} and not ${TOOK_EFFECT}
    returning key`.execute(db);
  if (claimed.rows.length > 0) return { kind: "first" };
  const row = await db
    .selectFrom("idempotency")
    .select(["requestHash", "status", "answer"])
    .select(sql<boolean>`status is null and ${isOver(ended)} and ${TOOK_EFFECT}`.as("lost"))
    .where("scope", "=", scope)
    .where("key", "=", key)
    .executeTakeFirst();
  if (!row) return { kind: "busy" };
  if (!row.requestHash.equals(requestHash)) return { kind: "reused" };
  if (row.lost) return { kind: "lost" };
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

/**
 * Deletes the claim of a failed request, so that the key can be used again. With `unlessDone`, keeps it if
 * the request took effect nevertheless, as after a lost connection at its commit. Returns true if it was
 * deleted.
 */
export async function releaseKey(db: Db, claim: RequestClaim, unlessDone: boolean): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom("idempotency")
    .where("scope", "=", claim.scope)
    .where("key", "=", claim.key)
    .where("requestId", "=", claim.requestId)
    .where("status", "is", null)
    .where(unlessDone ? sql<boolean>`not ${TOOK_EFFECT}` : sql<boolean>`true`)
    .executeTakeFirstOrThrow();
  return numDeletedRows > 0n;
}
