import { sql } from "kysely";
import type { Db, DbOrTx, Tx } from "../../../db/client.ts";
import { rowList } from "../../../db/row-list.ts";
import { ABANDONED_MAX, LEASE_S } from "./rules.ts";

export type ClaimedTask = {
  id: string;
  kind: string;
  key: string;
  payload: Record<string, unknown>;
  attempts: number;
};
type NewTask = { kind: string; key: string; payload: unknown; dueAt: Date | null };

const COLUMNS = { kind: "text", key: "text", payload: "jsonb", dueAt: "timestamptz" } as const;

/** Inserts tasks with one statement. Returns how many: none of a kind and key that exists, done or not. */
export async function insertTasks(tx: DbOrTx, tasks: readonly NewTask[]): Promise<number> {
  const { rows } = await sql`
    insert into task (id, kind, key, payload, due_at)
    select gen_random_uuid(), kind, key, payload, coalesce("dueAt", app.now())
    from ${rowList<keyof typeof COLUMNS>(tasks, COLUMNS)}
    where not exists (select from task t where t.kind = n.kind and t.key = n.key)
    on conflict (kind, key) do nothing returning id`.execute(tx);
  return rows.length;
}

const due = (kinds: readonly string[]) => sql`
  done_at is null and dead_at is null and due_at <= (select app.now()) and kind = any(${kinds})
  and (leased_until is null
       or leased_until <= (select app.now()) and abandoned + 1 < ${ABANDONED_MAX})`;

export type DueTask = { id: string; kind: string; attempts: number };

/** Returns due tasks, oldest first, without those that a worker holds. */
export async function dueTasks(db: DbOrTx, options: { kinds: readonly string[]; limit: number }) {
  const { rows } = await sql<DueTask>`
    select id, kind, attempts from task where ${due(options.kinds)}
    order by due_at, id limit ${options.limit}`.execute(db);
  return rows;
}

/**
 * Returns the milliseconds until the next task is due or the lease of a dead worker ends. Returns null if
 * there is no such task.
 */
export async function nextDueInMs(db: DbOrTx): Promise<number | null> {
  const { rows } = await sql<{ ms: number | null }>`
    select min(extract(epoch from greatest(due_at, leased_until) - now) * 1000)::float8 as ms
    from task, (select app.now() as now) as clock
    where done_at is null and dead_at is null and greatest(due_at, leased_until) > now`.execute(db);
  return rows[0]?.ms ?? null;
}

/**
 * Takes one due task for LEASE_S seconds. Counts the attempt in a transaction of its own, so that it counts
 * even if the worker dies.
 * Returns null if the task is not due, is done or is held by another worker.
 */
export async function claimTask(db: Db, id: string, kinds: readonly string[]): Promise<ClaimedTask | null> {
  const { rows } = await sql<ClaimedTask>`
    update task set attempts = attempts + 1, abandoned = abandoned + (leased_until is not null)::int,
      leased_until = app.now() + make_interval(secs => ${LEASE_S})
    where id = (select id from task where id = ${id} and ${due(kinds)} for update skip locked)
    returning id, kind, key, payload, attempts`.execute(db);
  return rows[0] ?? null;
}

/** Locks the task's row for the run. Returns false if another worker has taken the task over. */
export async function lockClaim(tx: Tx, claim: ClaimedTask): Promise<boolean> {
  const row = await tx
    .selectFrom("task")
    .select("id")
    .where("id", "=", claim.id)
    .where("attempts", "=", claim.attempts)
    .where("doneAt", "is", null)
    .forUpdate()
    .executeTakeFirst();
  return row !== undefined;
}

export async function extendLease(db: Db, claim: ClaimedTask): Promise<void> {
  await sql`
    update task set leased_until = app.now() + make_interval(secs => ${LEASE_S})
    where id = ${claim.id} and attempts = ${claim.attempts} and done_at is null`.execute(db);
}

/** Marks the task as done. Returns false if another worker has taken the task over. */
export async function markDone(db: DbOrTx, claim: ClaimedTask): Promise<boolean> {
  const { rows } = await sql`
    update task set done_at = app.now(), leased_until = null, last_error = null
    where id = ${claim.id} and attempts = ${claim.attempts} and done_at is null returning id`.execute(db);
  return rows.length > 0;
}

/** Releases the task for a later try, or moves it to the dead-letter list if `backoffS` is null. */
export async function markFailed(
  db: Db,
  claim: ClaimedTask,
  failure: { error: string; backoffS: number | null },
) {
  await sql`
    update task set last_error = ${failure.error}, leased_until = null,
      due_at = app.now() + make_interval(secs => ${failure.backoffS ?? 0}),
      dead_at = case when ${failure.backoffS === null} then app.now() end
    where id = ${claim.id} and attempts = ${claim.attempts} and done_at is null`.execute(db);
}

/** Moves tasks over which ABANDONED_MAX workers died to the dead-letter list. Returns the number of tasks. */
export async function failAbandonedTasks(db: Db): Promise<number> {
  const { rows } = await sql`
    update task set dead_at = app.now(), leased_until = null, last_error = 'every worker that took it died'
    where id = any(array(
      select id from task where done_at is null and dead_at is null and leased_until <= (select app.now())
        and abandoned + 1 >= ${ABANDONED_MAX} for update skip locked)) returning id`.execute(db);
  return rows.length;
}

/** `failed` counts tasks that failed and wait for their next attempt. */
export type TaskLag = { due: number; oldestS: number; failed: number; dead: number };

/** Returns the numbers of due, failed and dead tasks and the age of the oldest due one, for `/readyz`. */
export async function taskLag(db: DbOrTx): Promise<TaskLag> {
  const { rows } = await sql<{ due: number; age: number | null; failed: number; dead: number }>`
    select count(*) filter (where dead_at is null and due_at <= now)::int as due,
           extract(epoch from max(now - due_at) filter (where dead_at is null))::float8 as age,
           count(*) filter (where dead_at is null and last_error is not null)::int as failed,
           count(*) filter (where dead_at is not null)::int as dead
    from task, (select app.now() as now) as clock where done_at is null`.execute(db);
  const row = rows[0];
  return {
    due: row?.due ?? 0,
    oldestS: Math.max(0, row?.age ?? 0),
    failed: row?.failed ?? 0,
    dead: row?.dead ?? 0,
  };
}

/** Returns the dead-letter list, newest first. */
export const deadTasks = (db: DbOrTx, limit = 100) =>
  db
    .selectFrom("task")
    .select(["id", "kind", "key", "attempts", "lastError", "deadAt"])
    .where("deadAt", "is not", null)
    .orderBy("deadAt", "desc")
    .limit(limit)
    .execute();
