import { sql } from "kysely";
import type { DbOrTx, Tx } from "../../../../db/client.ts";
import { rowList } from "../../../../db/row-list.ts";

/** A followed log whose copies are to be compared with what the agreements give. */
export type DueLog = { stream: string; city: string; epoch: number };

/** Returns the followed logs that were not looked through today, or not since the clauses changed. */
export async function dueLogs(db: DbOrTx): Promise<DueLog[]> {
  const { rows } = await sql<DueLog>`
    select f.stream, f.city, h.epoch from followed_log f join log_head h using (stream)
    where (f.sharing_checked_on is null or f.sharing_checked_on < app.today()) and f.state <> 'frozen'
    order by f.stream`.execute(db);
  return rows;
}

/** Makes every followed log due, because what the agreements give has changed. */
export async function makeSharingDue(tx: Tx): Promise<void> {
  await sql`update followed_log set sharing_checked_on = null where sharing_checked_on is not null`.execute(
    tx,
  );
}

/** Makes one followed log due. */
export async function makeDue(tx: Tx, stream: string): Promise<void> {
  await sql`update followed_log set sharing_checked_on = null where stream = ${stream}`.execute(tx);
}

/**
 * Returns logs for cities of this node of which no new head came for eight days. Their copies hold payloads
 * of these kinds.
 */
export async function lapsedLogs(db: DbOrTx, kinds: readonly string[]): Promise<DueLog[]> {
  const { rows } = await sql<DueLog>`
    select f.stream, f.city, h.epoch from followed_log f join log_head h using (stream)
    where f.stream like '______/to/%' and coalesce(f.fresh_at, f.created_at) < app.now() - interval '8 days'
      and exists (select from log_entry e where e.stream = f.stream and e.kind = any(${[...kinds]}::text[])
        and e.payload is not null)
    order by f.stream`.execute(db);
  return rows;
}

/**
 * Notes that the records of these kinds are deleted because no clause gives them any more, each by its newest
 * version. Receipts are due, also to a home that answered an earlier one. `stores`: where they stood.
 */
export async function oweEnded(
  tx: Tx,
  { stream, kinds, stores }: KindsOf & { stores: readonly string[] },
): Promise<void> {
  await sql`
    insert into erasure_receipt (stream, epoch, seq, kind, record_id, rev, ended, stores)
    select distinct on (kind, record_id) stream, epoch, seq, kind, record_id, rev, true, ${[...stores]}::text[]
    from log_entry where stream = ${stream} and kind = any(${[...kinds]}::text[]) and op = 'put' and payload is not null
    order by kind, record_id, epoch desc, seq desc
    on conflict (stream, epoch, seq) do update
      set state = 'waiting', tries = 0, erased_at = app.now(), next_try_at = app.now(), settled_at = null`.execute(
    tx,
  );
}

export async function noteSharingChecked(db: DbOrTx, stream: string): Promise<void> {
  await sql`update followed_log set sharing_checked_on = app.today() where stream = ${stream}`.execute(db);
}

/** Returns those of the kinds that a clause in force gives the readers of a log here. */
export async function givenKinds(
  db: DbOrTx,
  { stream, city }: Pick<DueLog, "stream" | "city">,
  kinds: readonly string[],
): Promise<string[]> {
  const { rows } = await sql<{ kind: string }>`
    select k.kind from unnest(${[...kinds]}::text[]) as k(kind)
    where app.gives(${city}, array(select code from city where hosted
      and code = coalesce(substring(${stream}::text from '/to/(.*)$'), code)), k.kind, null)`.execute(db);
  return rows.map(({ kind }) => kind);
}

type KindsOf = { stream: string; kinds: readonly string[] };

/** Returns those of the kinds of which a log here still holds payloads. */
export async function kindsHeld(db: DbOrTx, { stream, kinds }: KindsOf): Promise<string[]> {
  const { rows } = await sql<{ kind: string }>`
    select k.kind from unnest(${[...kinds]}::text[]) as k(kind)
    where exists (select from log_entry e where e.stream = ${stream} and e.kind = k.kind and e.payload is not null)`.execute(
    db,
  );
  return rows.map(({ kind }) => kind);
}

/** Deletes the payloads of these kinds from a copied log. Headers stay, so its tree can still be proved. */
export async function dropPayloads(tx: Tx, { stream, kinds }: KindsOf): Promise<void> {
  await sql`
    update log_entry set payload = null, salt = null
    where stream = ${stream} and kind = any(${[...kinds]}::text[]) and payload is not null`.execute(tx);
}

/**
 * Returns the first entry after `after` whose payload is missing though its kind is given. An entry does not
 * count if a later one tells of its record. Null if there is none.
 */
export async function firstWithheld(
  db: DbOrTx,
  { stream, epoch, kinds, after }: KindsOf & { epoch: number; after: number },
): Promise<number | null> {
  const { rows } = await sql<{ seq: number }>`
    select e.seq from log_entry e
    where e.stream = ${stream} and e.epoch = ${epoch} and e.seq > ${after} and e.op = 'put' and e.payload is null
      and e.kind = any(${[...kinds]}::text[]) and e.header like '%"payloadDigest"%'
      and not exists (select from log_entry later where later.kind = e.kind and later.record_id = e.record_id
        and later.stream = e.stream and later.epoch = e.epoch and later.seq > e.seq)
    order by e.seq limit 1`.execute(db);
  return rows[0]?.seq ?? null;
}

export type GivenPayload = { seq: number; header: string; payload: string; salt: string };

/**
 * Adds payloads to entries of a copied log whose header has exactly this text. Returns the numbers of those
 * that lacked one. `salt` is base64.
 */
export async function addPayloads(
  tx: Tx,
  { stream, epoch }: Pick<DueLog, "stream" | "epoch">,
  given: readonly GivenPayload[],
): Promise<Set<number>> {
  if (given.length === 0) return new Set();
  const columns = { seq: "bigint", header: "text", payload: "text", salt: "text" } as const;
  const { rows } = await sql<{ seq: number }>`
    update log_entry e set payload = n.payload, salt = decode(n.salt, 'base64')
    from ${rowList<keyof typeof columns>(given, columns)}
    where e.stream = ${stream} and e.epoch = ${epoch} and e.seq = n.seq and e.header = n.header and e.payload is null
    returning e.seq`.execute(tx);
  return new Set(rows.map(({ seq }) => seq));
}
