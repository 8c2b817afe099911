import { type RawBuilder, sql } from "kysely";
import type { DbOrTx, Tx } from "../../../../db/client.ts";

type Record = { stream: string; kind: string; id: string };

/** Notes whom a told record is about. */
export async function writeAbout(
  tx: Tx,
  { stream, kind, id, personId, enterpriseId }: Record & { personId: string; enterpriseId: string | null },
): Promise<void> {
  await sql`/* planned */
    update told_record set person_id = ${personId}::uuid, enterprise_id = ${enterpriseId}::uuid
    where stream = ${stream} and kind = ${kind} and record_id = ${id} and person_id is null`.execute(tx);
}

/**
 * Returns SQL that notes whom a record is about that is told for the first time, for each row of the part
 * `from`. The trigger of the outbox then finds the note.
 */
export const aboutFrom = (
  from: RawBuilder<unknown>,
  { stream, kind, id, personId, enterpriseId }: Record & { personId: string; enterpriseId: string | null },
): RawBuilder<unknown> => sql`
  insert into told_record (stream, kind, record_id, person_id, enterprise_id)
  select ${stream}, ${kind}, ${id}, ${personId}::uuid, ${enterpriseId}::uuid from ${from} on conflict do nothing`;

/** Receiver's word: time at which the record was gone there, its places, and how much stood there. */
export type Receipt = {
  erasedAt: string;
  stores: readonly string[];
  deleted: Readonly<{ [store: string]: number }> | null;
};

/**
 * Notes the receipt for a record. The first one stays, and a time ahead of the own clock counts as now.
 * For a record that nobody asked to erase it counts only if no clause gives the record now. Returns false
 * if it does not count, or was known.
 */
export async function writeReceipt(
  tx: Tx,
  { stream, kind, id, erasedAt, stores, deleted }: Record & Receipt,
): Promise<boolean> {
  const { rows } = await sql`
    update told_record set erased_at = least(${erasedAt}::timestamptz, app.now()), receipt_at = app.now(),
      stores = ${[...stores]}::text[], deleted = ${deleted && JSON.stringify(deleted)}::jsonb, asked_at = coalesce(asked_at, app.now()), asked_for = coalesce(asked_for, 'ended')
    where stream = ${stream} and kind = ${kind} and record_id = ${id} and receipt_at is null
      and (asked_at is not null
        or not app.gives(split_part(stream, '/', 1), array[split_part(stream, '/', 3)], kind, null))
    returning 1`.execute(tx);
  return rows.length > 0;
}

/** SQL for streams and kinds of told records of own people, with whether a clause in force gives them. */
const GIVEN = sql`
  select d.stream, d.kind,
    app.gives(split_part(d.stream, '/', 1), array[split_part(d.stream, '/', 3)], d.kind, null) as given
  from (select distinct stream, kind from told_record where person_id is not null) d`;

/**
 * Makes the ledger follow the agreements. What a city is no longer given counts as asked to be erased.
 * What it is given anew is not asked any more. A record that its person took back stays asked.
 */
export async function followClauses(tx: Tx): Promise<void> {
  await sql`
    update told_record t set asked_at = app.now(), asked_for = 'ended' from (${GIVEN}) g
    where t.stream = g.stream and t.kind = g.kind and not g.given and t.person_id is not null
      and t.asked_at is null`.execute(tx);
  await sql`
    update told_record t set asked_at = null, asked_for = null, erased_at = null, receipt_at = null, stores = null,
      deleted = null, raised_at = null from (${GIVEN}) g
    where t.stream = g.stream and t.kind = g.kind and g.given and t.asked_for = 'ended'`.execute(tx);
}

/** Erasures without a receipt at one receiver. `overdue`: those that were asked more than a day ago. */
export type OpenErasures = { city: string; receiver: string; open: number; overdue: number; oldestAt: Date };

/** Returns the open erasures of own cities by receiver. */
export async function selectOpen(db: DbOrTx): Promise<OpenErasures[]> {
  const { rows } = await sql<OpenErasures>`
    select split_part(stream, '/', 1) as city, split_part(stream, '/', 3) as receiver, count(*)::int as open,
      count(*) filter (where asked_at <= app.now() - interval '24 hours')::int as overdue, min(asked_at) as oldest_at
    from told_record where asked_at is not null and receipt_at is null group by 1, 2 order by 1, 2`.execute(
    db,
  );
  return rows;
}

/** An erasure without a receipt. `id` is that of the record. */
export type OpenErasure = { id: string; kind: string; askedAt: Date; key: string };

/** Returns the erasures that one receiver has not confirmed, oldest first, with their place in the list. */
export async function selectOpenAt(
  db: DbOrTx,
  of: { city: string; receiver: string; after: { at: string; id: string } | null; limit: number },
): Promise<OpenErasure[]> {
  const { rows } = await sql<OpenErasure>`
    select record_id as id, kind, asked_at, asked_at::text as key from told_record
    where asked_at is not null and receipt_at is null and stream = ${`${of.city}/to/${of.receiver}`}
      and (${of.after?.id ?? null}::text is null
        or (asked_at, record_id) > (${of.after?.at ?? null}::timestamptz, ${of.after?.id ?? null}::text))
    order by asked_at, record_id limit ${of.limit}`.execute(db);
  return rows;
}

/** Erasures that one receiver has not confirmed for three days. `name`: that of the receiving city. */
export type LateErasures = { city: string; receiver: string; name: string; count: number };

/** Marks erasures that have no receipt after three days. Returns those that were not marked yet. */
export async function raiseLate(tx: Tx): Promise<LateErasures[]> {
  const { rows } = await sql<LateErasures>`
    with raised as (
      update told_record set raised_at = app.now()
      where asked_at <= app.now() - interval '72 hours' and receipt_at is null and raised_at is null
      returning split_part(stream, '/', 1) as city, split_part(stream, '/', 3) as receiver)
    select r.city, r.receiver, coalesce(d.name, r.receiver) as name, count(*)::int as count
    from raised r left join division d on d.code = r.receiver group by 1, 2, 3 order by 1, 2`.execute(tx);
  return rows;
}
