import { type RawBuilder, sql } from "kysely";
import type { Db, Tx } from "../../../../db/client.ts";
import type { Scope } from "../../../platform/context.ts";
import type { Actor } from "../../../platform/core/actor.ts";
import { type EndedTopic, type LiveEvent, wakeAll } from "../../../platform/live/index.ts";
import type { LiveWhat } from "../live/schema.ts";
import { LAST_EVENT, readable, withSignal } from "./livestreams.ts";
import { phaseSql, SHOWS_PIN } from "./phase.ts";
import { HOMES, joinPosting, STANDING } from "./standing.ts";

/** Number of events that are stored per livestream for listeners that reconnect. */
export const EVENTS_KEPT = 600;

const UTC = `'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'`;
const iso = (at: string) => sql.raw(`to_char(${at} at time zone 'UTC', ${UTC})`);

/** SQL of type jsonb: the pin of the livestream `l` as the public sees it, with the time of its own end. */
const PUBLIC_PIN = sql`case when ${SHOWS_PIN} then (select jsonb_build_object('id', n.id, 'postingId', n.posting_id,
    'pinnedAt', ${iso("n.pinned_at")}, 'title', p.title, 'employer', e.name, 'until', ${iso("p.expires_at")})
  from livestream_pin n ${joinPosting(sql`n.posting_id`)}
  where n.livestream_id = l.id and n.unpinned_at is null and ${STANDING} = 'live') end`;

/** SQL of type jsonb: the posting after the pinned one in the run sheet that can be shown, while a pin is. */
const PUBLIC_NEXT = sql`case when ${SHOWS_PIN} then (select jsonb_build_object('postingId', i.posting_id,
    'title', p.title, 'employer', e.name)
  from livestream_pin n join livestream_item o on o.livestream_id = l.id and o.posting_id = n.posting_id
  join livestream_item i on i.livestream_id = l.id and i.ordinal > o.ordinal ${joinPosting(sql`i.posting_id`)}
  where n.livestream_id = l.id and n.unpinned_at is null and ${STANDING} = 'live' order by i.ordinal limit 1) end`;

/** SQL of type jsonb: the livestream's public state, after what happened. */
const stateAfter = (what: LiveWhat) => sql`jsonb_build_object('what', ${what}::text, 'at', ${iso("t.now")},
  'onAir', ${phaseSql()} in ('live', 'interrupted'),
  'picture', ${phaseSql()} = 'live', 'pin', ${PUBLIC_PIN}, 'next', ${PUBLIC_NEXT})`;

/**
 * Appends an event and wakes the live pages of all processes. Call it last in the transaction: the lock of
 * the row keeps the numbers without a gap. Keeps the newest EVENTS_KEPT.
 */
async function append(
  tx: Tx,
  livestreamId: string,
  { kind, data }: { kind: string; data: RawBuilder<unknown> },
): Promise<void> {
  await sql`select 1 from livestream where id = ${livestreamId} for no key update`.execute(tx);
  const { rows } = await sql<{ seq: number }>`
    insert into livestream_event (livestream_id, seq, at, kind, data)
    select l.id, ${LAST_EVENT} + 1, t.now, ${kind}, ${data}
    from ${withSignal(sql`livestream l`)} ${HOMES} where l.id = ${livestreamId}
    returning seq, ${wakeAll("live livestream")} as woken`.execute(tx);
  const last = rows[0]?.seq ?? 0;
  if (last <= EVENTS_KEPT) return;
  await sql`
    delete from livestream_event where livestream_id = ${livestreamId} and seq <= ${last - EVENTS_KEPT}`.execute(
    tx,
  );
}

/** Appends the livestream's public state as an event of kind `state`. `what` says what happened. */
export const appendState = (tx: Tx, livestreamId: string, what: LiveWhat): Promise<void> =>
  append(tx, livestreamId, { kind: "state", data: stateAfter(what) });

/** Appends an event of another kind, such as a question, for all who may read the livestream. */
export const appendEvent = (
  tx: Tx,
  livestreamId: string,
  { kind, data }: { kind: string; data: unknown },
): Promise<void> => append(tx, livestreamId, { kind, data: sql`${JSON.stringify(data)}::jsonb` });

/** Selects the events of these livestreams with numbers above the given ones, in order. */
export async function selectEvents(db: Db, seen: ReadonlyMap<string, number>): Promise<LiveEvent[]> {
  const { rows } = await sql<LiveEvent>`
    select v.livestream_id as topic, v.seq, v.data, v.kind as event from livestream_event v
    join unnest(${[...seen.keys()]}::uuid[], ${[...seen.values()]}::int[]) as w(id, seen)
      on w.id = v.livestream_id and v.seq > w.seen
    order by v.livestream_id, v.seq`.execute(db);
  return rows;
}

/** Selects those of the livestreams that cannot go on: cancelled, or too late to go on air again. */
export async function selectFinished(db: Db, ids: readonly string[]): Promise<EndedTopic[]> {
  const { rows } = await sql<EndedTopic>`
    select id as topic, case when status = 'cancelled' then 'cancelled' else 'over' end as data from livestream where id = any(${ids}::uuid[]) and (status = 'cancelled'
      or ends_at + interval '2 hours' <= (select app.now())
      or status = 'announced' and ends_at <= (select app.now()))`.execute(db);
  return rows;
}

/** Returns true if the livestream is announced and the actor may read it. */
export async function mayWatch(
  db: Db,
  { actor, scope }: { actor: Actor; scope: Scope },
  id: string,
): Promise<boolean> {
  const { rows } = await sql`
    select 1 from livestream l where l.id = ${id} and l.announced_at is not null and ${readable(actor, scope)}`.execute(
    db,
  );
  return rows.length > 0;
}
