import { type RawBuilder, sql } from "kysely";
import type { Db, DbOrTx } from "../../../db/client.ts";

/** Encrypted values of a table, as a capability declares them. */
export type SealedColumn = {
  table: string;
  /** Columns of the primary key. */
  key: readonly string[];
  /** The encrypted column; null in rows without a value. */
  sealed: string;
  /** The blind index beside it, and the text of which it is the index. */
  index?: { column: string; textOf(plain: string): string };
};

export type KnownKey = { keyId: Buffer; canary: Buffer; status: "current" | "previous" | "retired" };

export async function selectVaultKeys(db: DbOrTx): Promise<KnownKey[]> {
  const { rows } = await sql<KnownKey>`select key_id, canary, status from vault_key`.execute(db);
  return rows;
}

/** Inserts the first key of a database, unless another process has inserted one. */
export async function insertFirstKey(db: DbOrTx, key: { keyId: Buffer; canary: Buffer }): Promise<void> {
  await sql`
    insert into vault_key (key_id, canary, status)
    select ${key.keyId}, ${key.canary}, 'current' where not exists (select 1 from vault_key)
    on conflict do nothing`.execute(db);
}

/**
 * Makes a new key the current one and `former` the previous one, in one transaction. Returns false if another
 * process has changed the keys meanwhile.
 */
export async function succeedKey(
  db: Db,
  key: { keyId: Buffer; canary: Buffer },
  former: Buffer,
): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended('vault keys', 0))`.execute(tx);
    const { numAffectedRows } = await sql`
      update vault_key set status = 'previous' where key_id = ${former} and status = 'current'`.execute(tx);
    if (numAffectedRows !== 1n) return false;
    await sql`insert into vault_key (key_id, canary, status) values (${key.keyId}, ${key.canary}, 'current')`.execute(
      tx,
    );
    return true;
  });
}

export async function retirePreviousKeys(db: DbOrTx): Promise<void> {
  await sql`update vault_key set status = 'retired' where status = 'previous'`.execute(db);
}

const list = (names: readonly string[]) => sql.join(names.map((name) => sql.ref(name)));
const otherKey = (sealed: string, start: Buffer): RawBuilder<unknown> =>
  sql`substring(${sql.ref(sealed)} for ${sql.lit(start.length)}) <> ${start}`;

/** Counts the values that another key than that of `start` has sealed. */
export async function countOtherKey(
  db: DbOrTx,
  { table, sealed }: SealedColumn,
  start: Buffer,
): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from ${sql.table(table)} where ${otherKey(sealed, start)}`.execute(db);
  return rows[0]?.n ?? 0;
}

export type SealedRow = { key: string[]; sealed: Buffer };

/** Returns at most `limit` values of another key, in the order of the primary key, after `after`. */
export async function selectOtherKey(
  db: DbOrTx,
  { table, key, sealed }: SealedColumn,
  page: { start: Buffer; after: string[] | null; limit: number },
): Promise<SealedRow[]> {
  const { start, after, limit } = page;
  const texts = sql.join(key.map((name) => sql`${sql.ref(name)}::text`));
  const further = after ? sql`and (${list(key)}) > (${sql.join(after)})` : sql``;
  const { rows } = await sql<SealedRow>`
    select array[${texts}] as key, ${sql.ref(sealed)} as sealed from ${sql.table(table)}
    where ${otherKey(sealed, start)} ${further} order by ${list(key)} limit ${limit}`.execute(db);
  return rows;
}

/**
 * Replaces one value and its index, unless the row has changed meanwhile or another row has the index
 * already.
 */
export async function replaceSealed(
  db: DbOrTx,
  { table, key, sealed, index }: SealedColumn,
  row: SealedRow & { again: Buffer; indexed: Buffer | null },
): Promise<void> {
  const set = index ? sql`, ${sql.ref(index.column)} = ${row.indexed}` : sql``;
  const free = index
    ? sql`and not exists (select 1 from ${sql.table(table)} o where o.${sql.ref(index.column)} = ${row.indexed})`
    : sql``;
  await sql`
    update ${sql.table(table)} set ${sql.ref(sealed)} = ${row.again} ${set}
    where (${list(key)}) = (${sql.join(row.key)}) and ${sql.ref(sealed)} = ${row.sealed} ${free}`.execute(db);
}
