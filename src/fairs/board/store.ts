import { sql } from "kysely";
import type { Db, DbOrTx, Tx } from "../../../db/client.ts";
import type { Scope } from "../../platform/context.ts";
import type { Actor } from "../../platform/core/actor.ts";
import { wakeAll } from "../../platform/live/index.ts";
import { figureByCity, figureOf, readable } from "../fair/index.ts";
import type { BoardEvent, BoardIntent, BoardState } from "./schema.ts";

type Counted = Pick<BoardState, "figures" | "cities">;

/** Counts the figures of one fair, in total and by city, in one statement. */
async function selectCounters(db: DbOrTx, fairId: string): Promise<Counted | undefined> {
  const id = sql`${fairId}::uuid`;
  const { rows } = await sql<Counted>`
    with shown as (${figureByCity("enterprises", id)}), offered as (${figureByCity("postings", id)}),
    entered as (${figureByCity("entered", id)})
    select
      jsonb_build_object(
        'people', (select n from (${figureOf("entered", id)}) x),
        'applications', (select n from (${figureOf("applications", id)}) x),
        'enterprises', (select coalesce(sum(n), 0) from shown),
        'positions', (select coalesce(sum(total), 0) from offered)) as figures,
      (select coalesce(jsonb_agg(jsonb_build_object('city', fc.city, 'name', d.short_name, 'lon', d.lon, 'lat', d.lat,
          'venue', exists (select 1 from venue v where v.fair_id = f.id and v.city = fc.city),
          'people', coalesce(n.n, 0), 'postings', coalesce(o.n, 0), 'enterprises', coalesce(s.n, 0)) order by fc.city), '[]')
        from (select city from fair_city where fair_id = f.id union select city from venue where fair_id = f.id) fc
        join division d on d.code = fc.city left join entered n on n.city = fc.city
        left join offered o on o.city = fc.city left join shown s on s.city = fc.city) as cities
    from fair f where f.id = ${fairId}`.execute(db);
  return rows[0];
}

const NEWEST = 8;

/**
 * Counts the people with an intent at the fair, and selects the newest intents without names of people, and
 * without those at suspended enterprises.
 */
async function selectIntents(db: DbOrTx, fairId: string): Promise<{ total: number; newest: BoardIntent[] }> {
  const { rows } = await sql<{ total: number; newest: BoardIntent[] }>`
    select (select n from (${figureOf("intents", sql`${fairId}::uuid`)}) x) as total,
      (select coalesce(jsonb_agg(jsonb_build_object('trade', x.trade, 'city', x.city, 'enterprise', x.enterprise, 'at', x.at)
          order by x.at desc), '[]')
        from (select coalesce(o.name, p.title) as trade, coalesce(d.short_name, '') as city, e.name as enterprise,
            to_char(i.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at
          from fair_intent i join shared.posting p on p.id = i.posting_id join shared.enterprise e on e.id = p.enterprise_id
          left join occupation o on o.id = p.occupation left join division d on d.code = coalesce(p.city, e.home_city)
          where i.fair_id = ${fairId} and e.status <> 'suspended' order by i.created_at desc, i.id limit ${NEWEST}) x) as newest`.execute(
    db,
  );
  return rows[0] ?? { total: 0, newest: [] };
}

/** Counts the current state of a fair's board. Returns undefined if there is no such fair. */
export async function selectState(db: DbOrTx, fairId: string): Promise<BoardState | undefined> {
  const counted = await selectCounters(db, fairId);
  const intents = await selectIntents(db, fairId);
  return (
    counted && {
      ...counted,
      figures: { ...counted.figures, intents: intents.total },
      newest: intents.newest,
    }
  );
}

/**
 * Selects the published fairs of own cities whose board is active: from two hours before the opening until an
 * hour after the close.
 */
export async function selectRunning(db: DbOrTx): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from fair where status = 'published' and opens_at <= (select app.now()) + interval '2 hours'
      and closes_at > (select app.now()) - interval '1 hour' and host_city in (select app.hosted_cities())
    order by id`.execute(db);
  return rows.map((row) => row.id);
}

/** Number of events that are stored per fair: ten minutes at one event a second. */
export const EVENTS_KEPT = 600;

/**
 * Inserts the board's state as an event if it differs from the newest event and a second has passed. Returns
 * true if an event was inserted. A lock per fair keeps the numbers without gaps; if another process holds it,
 * nothing is inserted.
 */
export async function insertState(tx: Tx, fairId: string): Promise<boolean> {
  const held = await sql<{ ok: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended(${`board ${fairId}`}, 0)) as ok`.execute(tx);
  if (!held.rows[0]?.ok) return false;
  const state = await selectState(tx, fairId);
  if (!state) return false;
  const { rows } = await sql<{ seq: number }>`
    insert into fair_board_event (fair_id, seq, state)
    select ${fairId}, coalesce(max(seq), 0) + 1, ${JSON.stringify(state)}::jsonb
    from fair_board_event where fair_id = ${fairId}
    having coalesce(max(at) <= app.now() - interval '950 milliseconds', true)
      and not exists (select 1 from fair_board_event l where l.fair_id = ${fairId}
        and l.state = ${JSON.stringify(state)}::jsonb
        and l.seq = (select max(seq) from fair_board_event where fair_id = ${fairId}))
    returning seq, ${wakeAll("live fairBoard")} as woken`.execute(tx);
  const written = rows[0];
  if (!written) return false;
  await sql`
    delete from fair_board_event where fair_id = ${fairId} and seq <= ${written.seq - EVENTS_KEPT}`.execute(
    tx,
  );
  return true;
}

/** Selects the events of these fairs with numbers above the given ones, in order. */
export async function selectEvents(
  db: Db,
  seen: ReadonlyMap<string, number>,
): Promise<(BoardEvent & { fairId: string })[]> {
  const { rows } = await sql<BoardEvent & { fairId: string }>`
    select v.fair_id, v.seq, v.state from fair_board_event v
    join unnest(${[...seen.keys()]}::uuid[], ${[...seen.values()]}::int[]) as w(fair_id, seen)
      on w.fair_id = v.fair_id and v.seq > w.seen
    order by v.fair_id, v.seq`.execute(db);
  return rows;
}

/** Selects the newest event of a fair. */
export async function selectNewest(db: DbOrTx, fairId: string): Promise<BoardEvent | undefined> {
  const { rows } = await sql<BoardEvent>`
    select seq, state from fair_board_event where fair_id = ${fairId} order by seq desc limit 1`.execute(db);
  return rows[0];
}

/** Selects those of the fairs that are cancelled. */
export async function selectCalledOff(db: Db, fairIds: string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from fair where id = any(${fairIds}::uuid[]) and status = 'cancelled'`.execute(db);
  return rows.map((row) => row.id);
}

/** Returns true if the fair is published or reported and the actor may read it. Reads one row by its key. */
export async function mayWatch(
  db: DbOrTx,
  { actor, scope }: { actor: Actor; scope: Scope },
  fairId: string,
): Promise<boolean> {
  const { rows } = await sql`
    select 1 from fair f where f.id = ${fairId} and f.status in ('published', 'reported')
      and ${readable(actor, scope)}`.execute(db);
  return rows.length > 0;
}
