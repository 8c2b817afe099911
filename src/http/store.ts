import { sql } from "kysely";
import type { Db } from "../../db/client.ts";

export type Kept =
  | { kind: "first" }
  | { kind: "busy" }
  | { kind: "reused" }
  | { kind: "done"; status: number; response: unknown };

/** A request that never finished (its process was killed) may be taken over after so long. */
const TAKEOVER = "60 seconds";

/** Claims a key for one request; says what became of an earlier one with it. */
export async function claimKey(
  db: Db,
  claim: { scope: string; key: string; requestHash: Buffer },
): Promise<Kept> {
  const { scope, key, requestHash } = claim;
  const claimed = await sql<{ key: string }>`
    insert into idempotency (scope, key, request_hash) values (${scope}, ${key}, ${requestHash})
    on conflict (scope, key) do update set created_at = app.now()
    where idempotency.status is null and idempotency.request_hash = excluded.request_hash
      and idempotency.created_at < app.now() - ${TAKEOVER}::interval
    returning key`.execute(db);
  if (claimed.rows.length > 0) return { kind: "first" };
  const row = await db
    .selectFrom("idempotency")
    .select(["requestHash", "status", "response"])
    .where("scope", "=", scope)
    .where("key", "=", key)
    .executeTakeFirst();
  if (!row) return { kind: "busy" };
  if (!row.requestHash.equals(requestHash)) return { kind: "reused" };
  if (row.status === null) return { kind: "busy" };
  return { kind: "done", status: row.status, response: row.response };
}

export async function keepAnswer(
  db: Db,
  answer: { scope: string; key: string; status: number; response: unknown },
): Promise<void> {
  await db
    .updateTable("idempotency")
    .set({ status: answer.status, response: JSON.stringify(answer.response) })
    .where("scope", "=", answer.scope)
    .where("key", "=", answer.key)
    .execute();
}

export async function releaseKey(db: Db, claim: { scope: string; key: string }): Promise<void> {
  await db.deleteFrom("idempotency").where("scope", "=", claim.scope).where("key", "=", claim.key).execute();
}
