import { sql } from "kysely";
import type { DbOrTx, Tx } from "../../../../db/client.ts";
import type { Receiver } from "../send-due.ts";

/** Returns the cities to which receipts of this node are due. */
export async function selectDueHomes(db: DbOrTx): Promise<Receiver[]> {
  const { rows } = await sql<Receiver>`
    select i.city, i.url from city_identity i join city c on c.code = i.city
    where not c.hosted and i.city in (
      select split_part(stream, '/', 1) from erasure_receipt where state = 'waiting' and next_try_at <= app.now())
    order by i.city`.execute(db);
  return rows;
}

/** A receipt that is owed. `reader`: the city of this node that held the record. */
export type DueReceipt = {
  stream: string;
  epoch: number;
  seq: number;
  reader: string;
  erasedAt: Date;
  stores: string[];
  /** Numbers by store; null for an erasure that was not measured. */
  deleted: Record<string, number> | null;
  tries: number;
};

/**
 * Counts what a purge deletes of records of another city: rows of those that are `gone`, and payloads of
 * their versions in the copied log, which go in the same transaction. Adds to what earlier purges deleted.
 */
export async function measurePurge(
  tx: Tx,
  { home, kind, ids, gone }: { home: string; kind: string; ids: readonly string[]; gone: readonly string[] },
): Promise<void> {
  await sql`
    insert into purge_measure as m (home, kind, record_id, records, payloads)
    select ${home}, ${kind}, w.id, (w.id = any(${[...gone]}::text[]))::int, (
      select count(e.payload) from log_entry e
      where e.kind = ${kind} and e.record_id = w.id and split_part(e.stream, '/', 1) = ${home})
    from (select distinct unnest(${[...ids]}::text[]) as id) w
    on conflict (home, kind, record_id) do update
      set records = m.records + excluded.records, payloads = m.payloads + excluded.payloads`.execute(tx);
}

/**
 * Takes the due receipts to a city, oldest first, for `leaseS` seconds: no other process sends them
 * meanwhile, and after a crash they are due again. Counts the try.
 */
export async function takeDueReceipts(
  db: DbOrTx,
  { home, limit, leaseS }: { home: string; limit: number; leaseS: number },
): Promise<DueReceipt[]> {
  const { rows } = await sql<DueReceipt>`
    with due as (
      select stream, epoch, seq from erasure_receipt
      where state = 'waiting' and next_try_at <= app.now() and split_part(stream, '/', 1) = ${home}
      order by next_try_at, stream, epoch, seq limit ${limit} for update skip locked)
    update erasure_receipt r set tries = tries + 1, next_try_at = app.now() + make_interval(secs => ${leaseS})
    from due where r.stream = due.stream and r.epoch = due.epoch and r.seq = due.seq
    returning r.stream, r.epoch, r.seq, split_part(r.stream, '/', 3) as reader, r.erased_at, r.stores, r.tries, (
      select jsonb_strip_nulls(jsonb_build_object('log', m.payloads,
        'records', case when 'records' = any (r.stores) then m.records end))
      from purge_measure m where m.home = split_part(r.stream, '/', 1) and m.kind = r.kind
        and m.record_id = r.record_id) as deleted`.execute(db);
  return rows;
}

/** Writes the answer to a receipt, or the time of its next try. A settled one stays as it is. */
export async function writeAnswer(
  db: DbOrTx,
  { stream, epoch, seq }: Pick<DueReceipt, "stream" | "epoch" | "seq">,
  answer: { state: "waiting" | "done" | "refused"; status: number | null; pauseMs: number },
): Promise<void> {
  await sql`
    update erasure_receipt set state = ${answer.state}, status = ${answer.status},
      next_try_at = app.now() + make_interval(secs => ${answer.pauseMs / 1_000}::float8),
      settled_at = case when ${answer.state} <> 'waiting' then app.now() end
    where stream = ${stream} and epoch = ${epoch} and seq = ${seq} and state = 'waiting'`.execute(db);
}

/** The record of an entry of an own log. */
export type ToldEntry = { kind: string; id: string; op: string };

/** Returns the record that an entry of an own log tells, or null. */
export async function selectToldEntry(
  db: DbOrTx,
  { stream, epoch, seq }: { stream: string; epoch: number; seq: number },
): Promise<ToldEntry | null> {
  const { rows } = await sql<ToldEntry>`
    select kind, record_id as id, op from log_entry
    where stream = ${stream} and epoch = ${epoch} and seq = ${seq}
      and app.is_hosted(split_part(stream, '/', 1))`.execute(db);
  return rows[0] ?? null;
}

/** An erasure that this node carried out. `log`: with its epoch. */
export type Erased = {
  log: string;
  seq: number;
  kind: string;
  id: string;
  rev: number;
  erasedAt: Date;
  stores: string[];
};

/** Returns the erasures of a stream that this node carried out, in order, after a place. */
export async function selectErased(
  db: DbOrTx,
  stream: string,
  { after, limit }: { after: { epoch: number; seq: number }; limit: number },
): Promise<Erased[]> {
  const { rows } = await sql<Erased>`
    select stream || '/' || epoch as log, seq, kind, record_id as id, rev, erased_at, stores from erasure_receipt
    where stream = ${stream} and not ended and (epoch, seq) > (${after.epoch}, ${after.seq})
    order by epoch, seq limit ${limit}`.execute(db);
  return rows;
}
