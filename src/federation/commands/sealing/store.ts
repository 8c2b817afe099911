import { sql } from "kysely";
import type { DbOrTx, Tx } from "../../../../db/client.ts";

/** An own log for one city, and the ids of the keys that this city names now. */
export type SealedLog = { stream: string; city: string; receiver: string; epoch: number; kids: string[] };

const SCOPE = sql`
  select h.stream, split_part(h.stream, '/', 1) as city, split_part(h.stream, '/', 3) as receiver, h.epoch, h.size,
    array(select k.kid from shared.encryption_key k where k.city = split_part(h.stream, '/', 3) order by 1) as kids
  from log_head h where h.stream like '______/to/%' and app.is_hosted(split_part(h.stream, '/', 1))
    and not app.is_hosted(split_part(h.stream, '/', 3))`;

/** Selects logs with entries that were not looked at since a key of their city ended. */
export async function selectUnchecked(db: DbOrTx): Promise<SealedLog[]> {
  const { rows } = await sql<SealedLog>`
    select l.stream, l.city, l.receiver, l.epoch, l.kids from (${SCOPE}) l left join sealed_check c on c.stream = l.stream
    where l.kids <> '{}' and (c.stream is null or c.epoch <> l.epoch or c.seq < l.size or not c.kids <@ l.kids)
    order by l.stream`.execute(db);
  return rows;
}

/**
 * Locks the place up to which a log was looked through, and returns it: 0 after a key ended, or in another
 * epoch. Returns null if another process holds it.
 */
export async function lockCheck(tx: Tx, { stream, epoch, kids }: SealedLog): Promise<number | null> {
  await sql`insert into sealed_check (stream) values (${stream}) on conflict do nothing`.execute(tx);
  const { rows } = await sql<{ seq: number }>`
    select case when epoch = ${epoch} and kids <@ ${kids}::text[] then seq else 0 end as seq
    from sealed_check where stream = ${stream} for update skip locked`.execute(tx);
  return rows[0]?.seq ?? null;
}

export const moveCheck = (tx: Tx, { stream, epoch, kids }: SealedLog, seq: number) =>
  sql`
    update sealed_check set epoch = ${epoch}, seq = ${seq}::bigint, kids = ${kids}::text[]
    where stream = ${stream}`.execute(tx);

/** An entry after the place. `payload`: the sealed text as JSON, null where none is kept. */
export type SealedEntry = {
  seq: number;
  kind: string;
  id: string;
  rev: number;
  payload: string | null;
  /** True if a later entry of the log tells of the same record. */
  overtaken: boolean;
};

/** Selects entries of a log after a place, in order. */
export async function selectSealed(
  tx: Tx,
  { stream, epoch }: SealedLog,
  { after, limit }: { after: number; limit: number },
): Promise<SealedEntry[]> {
  const { rows } = await sql<SealedEntry>`
    select e.seq, e.kind, e.record_id as id, e.rev, case when e.op = 'put' then e.payload end as payload,
      exists (select from log_entry later where later.kind = e.kind and later.record_id = e.record_id
        and later.stream = e.stream and later.epoch = e.epoch and later.seq > e.seq) as overtaken
    from log_entry e where e.stream = ${stream} and e.epoch = ${epoch}::int and e.seq > ${after}::bigint
    order by e.seq limit ${limit}`.execute(tx);
  return rows;
}
