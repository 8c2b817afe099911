import { sql } from "kysely";
import type { DbOrTx, Tx } from "../../../db/client.ts";
import type { RecordKind } from "../core/policy.ts";
import type { FileUse, MediaType } from "./uses.ts";

/** The record to which a file belongs. */
export type FileOwner = { kind: RecordKind; id: string };

/** A whole file. `sha256` is that of its bytes. */
export type StoredFile = {
  id: string;
  use: FileUse;
  owner: FileOwner;
  mediaType: MediaType;
  size: number;
  sha256: Buffer;
  createdAt: Date;
};

type Row = Omit<StoredFile, "owner"> & { ownerKind: RecordKind; ownerId: string };

const COLUMNS = sql`
  f.id, f.use, f.owner_kind as "ownerKind", f.owner_id as "ownerId", f.media_type as "mediaType", f.size,
  f.sha256, f.created_at as "createdAt"`;

const fileOf = ({ ownerKind, ownerId, ...row }: Row): StoredFile => ({
  ...row,
  owner: { kind: ownerKind, id: ownerId },
});

/** Inserts the row of a file whose bytes will be written next. */
export async function insertFile(
  db: DbOrTx,
  { id, use, owner, mediaType }: Pick<StoredFile, "id" | "use" | "owner" | "mediaType">,
): Promise<void> {
  await sql`
    with known as (insert into file_use (use, size) values (${use}, 0) on conflict do nothing)
    insert into file (id, use, owner_kind, owner_id, media_type, state)
    values (${id}, ${use}, ${owner.kind}, ${owner.id}, ${mediaType}, 'writing')`.execute(db);
}

/**
 * Takes room for `bytes` more of a file, so that its use takes at most `max` bytes in all. One statement: of
 * concurrent writers, only those that fit get room. Shows that the writer is at work, also with 0 bytes.
 * Returns `gone` if the row is no longer being written, `full` without room.
 */
export async function takeRoom(
  db: DbOrTx,
  { id, bytes, max }: { id: string; bytes: number; max: number },
): Promise<"taken" | "full" | "gone"> {
  const { rows } = await sql<{ there: boolean; taken: boolean }>`
    with mine as (select id, use from file where id = ${id} and state = 'writing' for update),
    room as (
      update file_use u set size = u.size + ${bytes} from mine
      where u.use = mine.use and u.size + ${bytes} <= ${max} returning u.use),
    taken as (
      update file f set size = f.size + ${bytes}, touched_at = app.now() from mine, room
      where f.id = mine.id returning f.id)
    select exists (select from mine) as there, exists (select from taken) as taken`.execute(db);
  const row = rows[0];
  if (!row?.there) return "gone";
  return row.taken ? "taken" : "full";
}

/** Marks a file as whole, and gives back the room that it did not need. Returns null if its row is gone. */
export async function completeFile(
  db: DbOrTx,
  { id, size, sha256 }: { id: string; size: number; sha256: Buffer },
): Promise<StoredFile | null> {
  const { rows } = await sql<Row>`
    with mine as (select id, use, size from file where id = ${id} and state = 'writing' for update),
    room as (update file_use u set size = u.size + ${size} - mine.size from mine where u.use = mine.use)
    update file f set state = 'stored', size = ${size}, sha256 = ${sha256}, touched_at = app.now()
    from mine where f.id = mine.id returning ${COLUMNS}`.execute(db);
  return rows[0] ? fileOf(rows[0]) : null;
}

/**
 * Marks a file that was not completed as removed. Returns false if its row is gone, and `stored` if it was
 * completed after all.
 */
export async function abandonFile(db: DbOrTx, id: string): Promise<boolean | "stored"> {
  const { rows } = await sql`
    update file set state = 'removed' where id = ${id} and state = 'writing' returning id`.execute(db);
  if (rows.length > 0) return true;
  const { rows: left } = await sql`select from file where id = ${id} and state = 'stored'`.execute(db);
  return left.length > 0 ? "stored" : false;
}

/** Marks files as removed whose writers were silent for `ms`. Returns their number. */
export async function abandonSilent(db: DbOrTx, ms: number): Promise<number> {
  const { numAffectedRows } = await sql`
    update file set state = 'removed'
    where state = 'writing' and touched_at < app.now() - ${ms} * interval '1 millisecond'`.execute(db);
  return Number(numAffectedRows ?? 0n);
}

/** Marks all files of a record as removed, or those of one use. Returns their ids. */
export async function removeOf(db: DbOrTx, owner: FileOwner, use: FileUse | null): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update file set state = 'removed', touched_at = app.now()
    where owner_kind = ${owner.kind} and owner_id = ${owner.id} and state <> 'removed'
      and (${use}::text is null or use = ${use}) returning id`.execute(db);
  return rows.map(({ id }) => id);
}

/** Marks one file as removed. Returns false if it is not there. */
export async function removeOne(db: DbOrTx, id: string): Promise<boolean> {
  const { rows } = await sql`
    update file set state = 'removed', touched_at = app.now()
    where id = ${id} and state <> 'removed' returning id`.execute(db);
  return rows.length > 0;
}

/**
 * Keeps a file until a time, such as evidence. Before it the database refuses to remove the file, whoever
 * asks. The time can only be moved later.
 */
export async function keepFile(tx: Tx, id: string, until: Date): Promise<void> {
  await sql`update file set kept_until = ${until}::timestamptz where id = ${id}`.execute(tx);
}

/** Deletes the row of a removed file, whose bytes are gone, and frees its room. */
export async function deleteRow(db: DbOrTx, id: string): Promise<void> {
  await sql`
    with gone as (delete from file where id = ${id} and state = 'removed' returning use, size)
    update file_use u set size = u.size - gone.size from gone where u.use = gone.use`.execute(db);
}

/** Returns a whole file, or null. */
export async function findFile(db: DbOrTx, id: string): Promise<StoredFile | null> {
  const { rows } = await sql<Row>`/* planned */
    select ${COLUMNS} from file f where f.id = ${id} and f.state = 'stored'`.execute(db);
  return rows[0] ? fileOf(rows[0]) : null;
}

/** Returns whole files of a record by their ids, which sort by time. */
export async function filesOf(
  db: DbOrTx,
  {
    owner,
    use,
    after,
    limit,
  }: { owner: FileOwner; use: FileUse | null; after: string | null; limit: number },
): Promise<StoredFile[]> {
  const { rows } = await sql<Row>`
    select ${COLUMNS} from file f
    where f.owner_kind = ${owner.kind} and f.owner_id = ${owner.id} and f.state = 'stored'
      and (${use}::text is null or f.use = ${use}) and (${after}::uuid is null or f.id > ${after})
    order by f.id limit ${limit}`.execute(db);
  return rows.map(fileOf);
}

/** Returns ids of removed files after an id, whose bytes may still be there. */
export async function removedAfter(db: DbOrTx, after: string | null, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from file where state = 'removed' and (${after}::uuid is null or id > ${after})
    order by id limit ${limit}`.execute(db);
  return rows.map(({ id }) => id);
}

/** Returns ids and sizes of whole files after an id. */
export async function storedAfter(
  db: DbOrTx,
  after: string | null,
  limit: number,
): Promise<{ id: string; size: number }[]> {
  const { rows } = await sql<{ id: string; size: number }>`
    select id, size from file where state = 'stored' and (${after}::uuid is null or id > ${after})
    order by id limit ${limit}`.execute(db);
  return rows;
}

/** Returns those of the ids that have a row. */
export async function idsWithRow(db: DbOrTx, ids: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select id from file where id = any(${[...ids]}::uuid[])`.execute(db);
  return new Set(rows.map(({ id }) => id));
}

/**
 * Notes which whole files have no row, and forgets all others. Returns those that were first seen `ms` ago or
 * earlier.
 */
export async function noteUnknown(db: DbOrTx, ids: readonly string[], ms: number): Promise<string[]> {
  const all = [...ids];
  await sql`delete from file_unknown where not (id = any(${all}::uuid[]))`.execute(db);
  await sql`
    insert into file_unknown (id) select unnest(${all}::uuid[]) on conflict do nothing`.execute(db);
  const { rows } = await sql<{ id: string }>`
    select id from file_unknown where seen_at <= app.now() - ${ms} * interval '1 millisecond'`.execute(db);
  return rows.map(({ id }) => id);
}

/** Returns the bytes that all files of a use take. */
export async function usedBy(db: DbOrTx, use: FileUse): Promise<number> {
  const { rows } = await sql<{ size: number }>`select size from file_use where use = ${use}`.execute(db);
  return rows[0]?.size ?? 0;
}

/** Returns the number of whole files and their bytes. A backup of the database holds their rows alone. */
export async function storedTotals(db: DbOrTx): Promise<{ files: number; bytes: number }> {
  const { rows } = await sql<{ files: number; bytes: number }>`
    select count(*) as files, coalesce(sum(size), 0)::bigint as bytes from file where state = 'stored'`.execute(
    db,
  );
  return rows[0] ?? { files: 0, bytes: 0 };
}

/** Returns the id by which this database marks its place of files, or null before its first file. */
export async function knownPlaceId(db: DbOrTx): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`select id from file_place`.execute(db);
  return rows[0]?.id ?? null;
}

/** Returns the id of knownPlaceId. The first call stores `fresh`. */
export async function placeId(db: DbOrTx, fresh: string): Promise<string> {
  await sql`insert into file_place (id) values (${fresh}) on conflict do nothing`.execute(db);
  return (await knownPlaceId(db)) ?? fresh;
}
