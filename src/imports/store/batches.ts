import { type Selectable, sql, type Updateable } from "kysely";
import type { DbOrTx, Tx } from "../../../db/client.ts";
import type { Database } from "../../../db/schema/index.ts";

type Table = Database["importBatch"];
export type Batch = Selectable<Table>;
export type BatchChange = Omit<Updateable<Table>, "updatedAt">;

export const selectBatch = (db: DbOrTx, id: string): Promise<Batch | undefined> =>
  db.selectFrom("importBatch").selectAll().where("id", "=", id).executeTakeFirst();

/** Selects an import and locks its row. */
export const lockBatch = (tx: Tx, id: string): Promise<Batch | undefined> =>
  tx.selectFrom("importBatch").selectAll().where("id", "=", id).forUpdate().executeTakeFirst();

/**
 * Returns true if an import is running, and keeps it so until the transaction ends. Others may still count
 * its rows.
 */
export async function holdRunning(tx: Tx, id: string): Promise<boolean> {
  const { rows } =
    await sql`select from import_batch where id = ${id} and status = 'running' for key share`.execute(tx);
  return rows.length > 0;
}

export async function insertBatch(
  tx: Tx,
  values: Pick<
    Batch,
    "id" | "homeCity" | "createdBy" | "enterpriseId" | "filename" | "sourceName" | "sourceUrl" | "repost"
  >,
): Promise<void> {
  await tx
    .insertInto("importBatch")
    .values({ ...values, status: "staging" })
    .execute();
}

export async function updateBatch(db: DbOrTx, id: string, change: BatchChange): Promise<void> {
  await db
    .updateTable("importBatch")
    .set({ ...change, updatedAt: sql<Date>`app.now()` })
    .where("id", "=", id)
    .execute();
}

export async function addDone(tx: Tx, id: string, rows: number): Promise<void> {
  await sql`update import_batch set rows_done = rows_done + ${rows}, updated_at = app.now() where id = ${id}`.execute(
    tx,
  );
}

/**
 * Locks the imports of a city until the transaction ends, so that each import sees what the others created.
 */
export async function lockCityImports(tx: Tx, city: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`import ${city}`}, 0))`.execute(tx);
}

export async function finishBatch(tx: Tx, id: string, result: object): Promise<void> {
  await sql`update import_batch set status = 'done', result = ${JSON.stringify(result)}::jsonb,
    finished_at = app.now(), updated_at = app.now() where id = ${id}`.execute(tx);
}

/** Marks uploads of a city without progress for an hour as failed, and deletes their rows. */
export async function failAbandoned(db: DbOrTx, city: string): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    update import_batch set status = 'failed', error = '{"code":"IMPORT_ABANDONED"}', updated_at = app.now()
    where home_city = ${city} and status = 'staging' and updated_at < app.now() - interval '1 hour'
    returning id`.execute(db);
  if (rows.length > 0)
    await sql`delete from import_row where import_id = any(${rows.map((r) => r.id)}::uuid[])`.execute(db);
}

/** Imports of the unions of some cities, or the own sheets of an enterprise, after a position. */
export type BatchesQuery = {
  of: { cities: string[] } | { enterpriseId: string };
  after: { createdAt: string; id: string } | null;
  limit: number;
};

/**
 * Selects the imports, newest first. Selects one row more than `limit`, to show whether there
 * is a next page.
 */
export async function selectBatches(
  db: DbOrTx,
  question: BatchesQuery,
): Promise<(Batch & { key: string })[]> {
  const { after, of } = question;
  const whose =
    "cities" in of
      ? sql`home_city = any(${of.cities}) and enterprise_id is null`
      : sql`enterprise_id = ${of.enterpriseId}`;
  const older = after
    ? sql`and (created_at, id) < (${after.createdAt}::timestamptz, ${after.id}::uuid)`
    : sql``;
  const { rows } = await sql<Batch & { key: string }>`
    select *, created_at::text as key from import_batch where ${whose} ${older}
    order by created_at desc, id desc limit ${question.limit + 1}`.execute(db);
  return rows;
}
