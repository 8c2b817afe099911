import { sql } from "kysely";
import type { DbOrTx, Tx } from "../../../db/client.ts";
import { AppError } from "./errors.ts";

export {
  type AuditEntry,
  type Auditor,
  auditFrom,
  auditOfStep,
  auditStatement,
  auditsFrom,
  type ReceivedCommand,
  recordAudit,
  recordAudits,
  recordAuditsBy,
  type StepOf,
} from "./commands/store/audit.ts";
export { namedPart, type Part } from "./commands/store/parts.ts";
export { type AuditRow, type Subject, selectAudit } from "./commands/store/read-audit.ts";
export {
  type Command,
  claimCommand,
  claimWithResult,
  isRecorded,
  resultFrom,
  runOnce,
  storedResult,
  storeResult,
} from "./commands/store/run-once.ts";

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

/**
 * Lets the commit of this transaction return before the server has written it to disk. For work that is done
 * again if a crash of the server loses it as a whole. Every later commit that waits for the disk makes this
 * one durable too.
 */
export async function commitWithoutWaiting(tx: Tx): Promise<void> {
  await sql`set local synchronous_commit = off`.execute(tx);
}

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
