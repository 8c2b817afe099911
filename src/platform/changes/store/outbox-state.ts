import { sql } from "kysely";
import type { Tx } from "../../../../db/client.ts";
import type { LogRef } from "./tiles.ts";

/** Waits until no process numbers entries of the stream. None does until the transaction ends. */
export async function waitForSequencer(tx: Tx, stream: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`sequencer ${stream}`}, 0))`.execute(tx);
}

/**
 * Puts the state of an own log into the outbox, before all that waits there: of each record its erasure, or
 * its newest entry if that is a `put`. A record whose payload is gone is left out.
 */
export async function queueState(tx: Tx, { stream, epoch }: LogRef): Promise<void> {
  await sql`
    with newest as (
      select distinct on (kind, record_id) kind, record_id, seq, op, rev, header::json as header, payload
      from log_entry where stream = ${stream} and epoch = ${epoch} and op not in ('key', 'noop')
      order by kind, record_id, (op = 'erase') desc, seq desc),
    counting as (select *, row_number() over (order by seq desc) as nth from newest
      where op = 'erase' or (op = 'put' and payload is not null))
    insert into outbox (id, stream, kind, record_id, home, owner_epoch, rev, op, schema_version, agreement, valid_through,
      ends_at, payload)
    overriding system value
    select (select least(coalesce(min(id), 0), 0) from outbox) - nth, ${stream}, kind, record_id, header ->> 'home',
      (header ->> 'ownerEpoch')::int, rev, op, (header ->> 'schema')::int, header ->> 'agreement',
      (header ->> 'validThrough')::timestamptz, (header ->> 'endsAt')::timestamptz, payload::jsonb
    from counting`.execute(tx);
}
