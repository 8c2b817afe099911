import { sql } from "kysely";
import type { Db, Tx } from "../../db/client.ts";
import type { Actor } from "./actor.ts";
import { AppError } from "./errors.ts";
import type { Ids } from "./ids.ts";
import { sha256 } from "./vault.ts";

/** The database's clock: the same instant a query compares with. */
export async function databaseNow(db: Db | Tx): Promise<Date> {
  const { rows } = await sql<{ now: Date }>`select app.now() as now`.execute(db);
  const row = rows[0];
  if (!row) throw new Error("the database has no clock");
  return row.now;
}

/** Today's date (ISO) in Asia/Shanghai by the same clock. */
export async function databaseToday(db: Db | Tx): Promise<string> {
  const { rows } = await sql<{ today: string }>`select app.today() as today`.execute(db);
  const row = rows[0];
  if (!row) throw new Error("the database has no clock");
  return row.today;
}

export type AuditEntry = {
  action: string;
  subjectKind: string;
  subjectId: string;
  city?: string | null;
  /** Never personal data. */
  detail?: Record<string, unknown>;
};

type Auditor = { ids: Ids; actor: Actor; requestId: string };

/** One audit row inside the business transaction. */
export const recordAudit = (tx: Tx, ctx: Auditor, entry: AuditEntry): Promise<void> =>
  recordAudits(tx, ctx, [entry]);

/** Audit rows of many records in one statement. */
export async function recordAudits(tx: Tx, ctx: Auditor, entries: readonly AuditEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await tx
    .insertInto("audit")
    .values(
      entries.map((entry) => ({
        id: ctx.ids.uuid(),
        actorKind: ctx.actor.kind,
        accountId: ctx.actor.kind === "account" ? ctx.actor.accountId : null,
        action: entry.action,
        subjectKind: entry.subjectKind,
        subjectId: entry.subjectId,
        city: entry.city ?? null,
        detail: JSON.stringify(entry.detail ?? {}),
        requestId: ctx.requestId,
      })),
    )
    .execute();
}

const RETRYABLE = new Set(["40001", "40P01"]);

/**
 * One business transaction, tried again (3 times at most) when Postgres asks for it after a deadlock or a
 * serialization failure. Effects outside the database belong after it.
 */
export async function inTransaction<T>(ctx: { db: Db }, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await ctx.db.transaction().execute(work);
    } catch (error) {
      const code = error instanceof Error && "code" in error ? String(error.code) : "";
      if (attempt >= 3 || !RETRYABLE.has(code)) throw error;
    }
  }
}

export type Asked = { type: string; target: string; id: string | undefined; input: unknown };

/**
 * A command is done at most once: a repeat by the same sender under the same id gets the stored result, the same id with
 * another content is IDEMPOTENCY_KEY_REUSED. Effect and result commit together; a second request that comes meanwhile
 * waits for the first. Without an id it is simply done. Results are JSON and name nobody.
 */
export async function once<T>(tx: Tx, ctx: Auditor, asked: Asked, work: () => Promise<T>): Promise<T> {
  if (!asked.id) return work();
  const origin = ctx.actor.kind === "account" ? ctx.actor.accountId : ctx.actor.kind;
  const digest = await sha256(JSON.stringify([asked.type, asked.target, asked.input]));
  const fresh = await sql`
    insert into command (origin, id, type, digest) values (${origin}, ${asked.id}, ${asked.type}, ${digest})
    on conflict do nothing returning id`.execute(tx);
  if (fresh.rows.length === 0) {
    const { rows } = await sql<{ digest: Buffer; result: T }>`
      select digest, result from command where origin = ${origin} and id = ${asked.id}`.execute(tx);
    const row = rows[0];
    if (!row || !digest.equals(row.digest)) throw new AppError("IDEMPOTENCY_KEY_REUSED");
    return row.result;
  }
  const result = await work();
  await sql`
    update command set result = ${JSON.stringify(result)}::json where origin = ${origin} and id = ${asked.id}`.execute(
    tx,
  );
  return result;
}
