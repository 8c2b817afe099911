import { type RawBuilder, sql } from "kysely";
import type { DbOrTx, Tx } from "../../../db/client.ts";
import { rowList, timeOnce } from "../../../db/row-list.ts";
import { type Actor, accountIdOf } from "./actor.ts";
import { AppError } from "./errors.ts";
import type { Ids } from "./ids.ts";

/** Returns the time of the database's clock (app.now()), which queries use too. */
export async function databaseNow(db: DbOrTx): Promise<Date> {
  const { rows } = await sql<{ now: Date }>`/* planned */ select app.now() as now`.execute(db);
  const row = rows[0];
  if (!row) throw new Error("the database has no clock");
  return row.now;
}

/** Returns today's ISO date in Asia/Shanghai by the database's clock. */
export async function databaseToday(db: DbOrTx): Promise<string> {
  const { rows } = await sql<{ today: string }>`/* planned */ select app.today() as today`.execute(db);
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

export type Auditor = { ids: Ids; actor: Actor; requestId: string };

/** Inserts one audit row inside the business transaction. */
export const recordAudit = (tx: Tx, ctx: Auditor, entry: AuditEntry): Promise<void> =>
  recordAudits(tx, ctx, [entry]);

const auditRow = (ctx: Auditor, entry: AuditEntry) => ({
  id: ctx.ids.uuid(),
  actorKind: ctx.actor.kind,
  accountId: accountIdOf(ctx.actor),
  action: entry.action,
  subjectKind: entry.subjectKind,
  subjectId: entry.subjectId,
  city: entry.city ?? null,
  detail: JSON.stringify(entry.detail ?? {}),
  requestId: ctx.requestId,
});

/** Returns the insert of one audit row as SQL, to combine with other statements. */
export function auditStatement(ctx: Auditor, entry: AuditEntry): RawBuilder<unknown> {
  const r = auditRow(ctx, entry);
  return sql`
    insert into audit (id, actor_kind, account_id, action, subject_kind, subject_id, city, detail, request_id)
    values (${r.id}, ${r.actorKind}, ${r.accountId}, ${r.action}, ${r.subjectKind}, ${r.subjectId}, ${r.city},
      ${r.detail}::jsonb, ${r.requestId})`;
}

const AUDIT_COLUMNS = {
  id: "uuid",
  actorKind: "text",
  accountId: "uuid",
  action: "text",
  subjectKind: "text",
  subjectId: "text",
  city: "text",
  detail: "text",
  requestId: "text",
} as const;

/** Inserts audit rows of many records in one statement. */
export const recordAudits = (tx: Tx, ctx: Auditor, entries: readonly AuditEntry[]): Promise<void> =>
  recordAuditsBy(
    tx,
    entries.map((entry) => ({ by: ctx, entry })),
  );

/** Inserts audit rows of steps by different actors in one statement. */
export async function recordAuditsBy(
  tx: Tx,
  steps: readonly { by: Auditor; entry: AuditEntry }[],
): Promise<void> {
  const [first, ...others] = steps;
  if (!first) return;
  if (others.length === 0) {
    await sql`/* planned */ ${auditStatement(first.by, first.entry)}`.execute(tx);
    return;
  }
  const rows = steps.map(({ by, entry }) => auditRow(by, entry));
  await sql`
    insert into audit (id, at, actor_kind, account_id, action, subject_kind, subject_id, city, detail, request_id)
    select n.id, t.now, n."actorKind", n."accountId", n.action, n."subjectKind", n."subjectId", n.city,
      n.detail::jsonb, n."requestId"
    from ${rowList(rows, AUDIT_COLUMNS)}, ${timeOnce}`.execute(tx);
}

/** The record of a step, and facts of its audit row besides the revision. */
export type StepOf = { kind: string; id: string; city: string; about: Record<string, unknown> };

/**
 * Returns the insert of an audit row as SQL, for a statement whose part `step` takes the step. `step` has the
 * columns `action` and `rev`, and no row if nothing changed.
 */
export const auditOfStep = (ctx: Auditor, { kind, id, city, about }: StepOf): RawBuilder<unknown> => sql`
  insert into audit (id, actor_kind, account_id, action, subject_kind, subject_id, city, detail, request_id)
  select ${ctx.ids.uuid()}::uuid, ${ctx.actor.kind}, ${accountIdOf(ctx.actor)}::uuid, ${`${kind}.`}::text || step.action,
    ${kind}, ${id}, ${city}, ${JSON.stringify(about)}::jsonb || jsonb_build_object('rev', step.rev), ${ctx.requestId}
  from step`;

const isTx = (db: DbOrTx): db is Tx => db.isTransaction;

const RETRYABLE = new Set(["40001", "40P01"]);
const codeOf = (error: unknown) => (error instanceof Error && "code" in error ? String(error.code) : "");

/** Returns true for the database's error that a row with the same unique key exists. */
export const isDuplicate = (error: unknown): boolean => codeOf(error) === "23505";

/** SQLSTATE of the database's refusal to write a record of a city that another node hosts. */
const HOSTED_ELSEWHERE = "LP001";

/**
 * Repeats `run` after a deadlock or serialization failure; at most three runs in all. Throws HOSTED_ELSEWHERE
 * if it wrote a record of a city that another node hosts.
 */
async function retried<T>(run: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await run();
    } catch (error) {
      if (codeOf(error) === HOSTED_ELSEWHERE) throw new AppError("HOSTED_ELSEWHERE");
      if (attempt >= 3 || !RETRYABLE.has(codeOf(error))) throw error;
    }
  }
}

/**
 * Runs `work` in one transaction. Repeats it after a deadlock or serialization failure; at most three runs in
 * all. So `work` must have no effects outside the database.
 * If `ctx.db` is itself a transaction, `work` becomes part of it. An error must then end that transaction,
 * because what `work` wrote before stays.
 */
export async function inTransaction<T>(ctx: { db: DbOrTx }, work: (tx: Tx) => Promise<T>): Promise<T> {
  const { db } = ctx;
  return isTx(db) ? work(db) : retried(() => db.transaction().execute(work));
}

/**
 * Runs one statement that writes rows, audit row and change together: PostgreSQL commits it as it ends. So no
 * lock waits for this process. Repeats it as `inTransaction` does.
 * For steps that many people take at once on one row.
 */
export async function inOneStatement<T>(
  ctx: { db: DbOrTx },
  statement: (db: DbOrTx) => Promise<T>,
): Promise<T> {
  const { db } = ctx;
  return isTx(db) ? statement(db) : retried(() => statement(db));
}

export type Command = { type: string; target: string; id: string | undefined; input: unknown };

const originOf = (ctx: Auditor) => (ctx.actor.kind === "account" ? ctx.actor.accountId : ctx.actor.kind);
/**
 * Returns SQL for the SHA-256 of the command. The database computes it, because WebCrypto would cost a thread
 * switch per request.
 */
const digestOf = ({ type, target, input }: Command) =>
  sql<Buffer>`sha256(convert_to(${JSON.stringify([type, target, input])}::text, 'UTF8'))`;

/**
 * Returns SQL that records a running command. The statement returns the command's id, or no row if the
 * command is already recorded or has no id.
 */
export const claimCommand = (ctx: Auditor, asked: Command): RawBuilder<{ id: string }> => sql`
  insert into command (origin, id, type, digest)
  select ${originOf(ctx)}, ${asked.id ?? null}::uuid, ${asked.type}, ${digestOf(asked)}
  where ${asked.id ?? null}::uuid is not null on conflict do nothing returning id`;

/**
 * Returns SQL that records a command with its result, for a statement that also runs the command. Returns
 * null for a command without an id.
 */
export const claimWithResult = (
  ctx: Auditor,
  asked: Command,
  result: unknown,
): RawBuilder<{ id: string }> | null =>
  asked.id === undefined
    ? null
    : sql`
  insert into command (origin, id, type, digest, result)
  values (${originOf(ctx)}, ${asked.id}, ${asked.type}, ${digestOf(asked)}, ${JSON.stringify(result)}::json)
  on conflict do nothing returning id`;

/** Returns SQL that stores the result of a recorded command. */
export const storeResult = (ctx: Auditor, asked: Command, result: unknown): RawBuilder<unknown> => sql`
  update command set result = ${JSON.stringify(result)}::json
  where origin = ${originOf(ctx)} and id = ${asked.id ?? null}::uuid`;

/**
 * Returns the stored result of a repeated command. Throws IDEMPOTENCY_KEY_REUSED if the command's id was used
 * with another content.
 */
export async function storedResult<T>(db: DbOrTx, ctx: Auditor, asked: Command): Promise<T> {
  const { rows } = await sql<{ same: boolean; result: T }>`/* planned */
    select digest = ${digestOf(asked)} as same, result from command
    where origin = ${originOf(ctx)} and id = ${asked.id ?? null}::uuid`.execute(db);
  const row = rows[0];
  if (!row?.same) throw new AppError("IDEMPOTENCY_KEY_REUSED");
  return row.result;
}

/**
 * Runs a command at most once. If the same sender repeats it under the same id, returns the stored result.
 * Throws IDEMPOTENCY_KEY_REUSED if the id was used with another content.
 * Effect and result commit together. A concurrent repeat waits for the first run. A command without an id is
 * not recorded and always runs. Results are JSON without personal data.
 */
export async function runOnce<T>(tx: Tx, ctx: Auditor, asked: Command, work: () => Promise<T>): Promise<T> {
  if (!asked.id) return work();
  const { rows } = await sql`/* planned */ ${claimCommand(ctx, asked)}`.execute(tx);
  if (rows.length === 0) return storedResult(tx, ctx, asked);
  const result = await work();
  await sql`/* planned */ ${storeResult(ctx, asked, result)}`.execute(tx);
  return result;
}
