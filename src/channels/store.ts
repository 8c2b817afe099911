import { type Insertable, type RawBuilder, sql } from "kysely";
import type { DbOrTx, Tx } from "../../db/client.ts";
import type { Database } from "../../db/schema/index.ts";
import type { EventKind, EventRef } from "../event-visibility/index.ts";
import type { Retention } from "../platform/housekeeping/index.ts";
import type { Channel } from "./schema.ts";

type Sql = RawBuilder<unknown>;

/** Longest name of a channel. */
const NAME_MAX = 40;

/** Inserts a channel. Returns false if another channel has the same code. */
export async function insertChannel(tx: Tx, channel: Insertable<Database["channel"]>): Promise<boolean> {
  const inserted = await tx
    .insertInto("channel")
    .values(channel)
    .onConflict((conflict) => conflict.column("code").doNothing())
    .returning("id")
    .executeTakeFirst();
  return inserted !== undefined;
}

/**
 * Selects the channels of an event with the number of their visits, oldest first. With `city`, only the
 * channels of that city.
 */
export async function channelsOf(
  db: DbOrTx,
  { kind, id }: EventRef,
  city: string | null,
): Promise<Channel[]> {
  const { rows } = await sql<Channel>`
    select c.id, c.city, d.short_name as city_name, c.code, c.name, c.kind,
      (select coalesce(sum(visits), 0)::int from channel_day where channel_id = c.id) as visits
    from channel c join division d on d.code = c.city
    where c.event_kind = ${kind} and c.event_id = ${id} and (${city}::text is null or c.city = ${city})
    order by c.created_at, c.id`.execute(db);
  return rows;
}

/** Returns the event of a channel, or undefined for an unknown code. */
export async function eventOfChannel(db: DbOrTx, code: string): Promise<EventRef | undefined> {
  const { rows } = await sql<EventRef>`
    select event_kind as kind, event_id as id from channel where code = ${code}`.execute(db);
  return rows[0];
}

/**
 * Counts a visit of a channel's address, unless the visitor came before on that day. Returns the channel's
 * event, or undefined for an unknown code. One statement checks and counts.
 */
export async function countVisit(
  db: DbOrTx,
  { code, day, visitor }: { code: string; day: string; visitor: Buffer },
): Promise<EventRef | undefined> {
  const { rows } = await sql<EventRef>`
    with c as (select id, event_kind, event_id from channel where code = ${code}),
    new as (
      insert into channel_visitor (channel_id, day, visitor) select id, ${day}::date, ${visitor} from c
      on conflict do nothing returning channel_id, day),
    counted as (
      insert into channel_day (channel_id, day, visits) select channel_id, day, 1 from new
      on conflict (channel_id, day) do update set visits = channel_day.visits + 1)
    select event_kind as kind, event_id as id from c`.execute(db);
  return rows[0];
}

/** Retention: visitors of former days, which are needed only to count a visitor once on a day. */
export const retention: readonly Retention[] = [
  {
    table: "channel_visitor",
    key: ["day", "channel_id", "visitor"],
    past: sql`day < (select app.today()) - 1`,
  },
];

/**
 * Returns SQL for a scalar: `code` if a channel has this code, else null. With `event`, only channels of that
 * event count.
 */
export const knownChannel = (code: string | null, event?: EventRef): Sql =>
  event
    ? sql`(select code from channel
        where code = ${code} and event_kind = ${event.kind} and event_id = ${event.id})`
    : sql`(select code from channel where code = ${code})`;

/**
 * Returns SQL for a scalar: `code` if a channel of an event of this node has this code, else null. Channels
 * that the homes of copies told do not count.
 */
export const ownChannel = (code: string | null): Sql =>
  sql`(select code from channel where code = ${code} and (id <> event_id or app.is_hosted(city)))`;

/**
 * Returns SQL that selects the code of an event's first channel: a row, or none. At a copy it is the one that
 * its home told. `event` is a uuid expression.
 */
export const firstChannel = (kind: EventKind, event: Sql): Sql => sql`
  select code from channel where event_kind = ${kind} and event_id = ${event}
  order by id <> event_id, created_at, id limit 1`;

/**
 * Returns SQL that selects the codes of an event's channels, for use in `in (…)`. `event` is a uuid
 * expression.
 */
export const codesOfEvent = (kind: EventKind, event: Sql): Sql =>
  sql`select code from channel where event_kind = ${kind} and event_id = ${event}`;

/**
 * Returns SQL that selects the visits of an event's channels per day. Columns: channel id, code, city, name,
 * day, visits.
 */
export const visitsOfEvent = (kind: EventKind, event: Sql): Sql => sql`
  select c.id, c.code, c.city, c.name, d.day, d.visits from channel c join channel_day d on d.channel_id = c.id
  where c.event_kind = ${kind} and c.event_id = ${event}`;

/** Selects the names of channels by their codes. */
export async function selectNames(db: DbOrTx, codes: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ code: string; name: string }>`
    select code, name from channel where code = any(${[...codes]}::text[])`.execute(db);
  return new Map(rows.map(({ code, name }) => [code, name]));
}

/** Returns SQL that selects the city and the name of the channel with this code: a row, or none. */
export const channelOfCode = (code: Sql): Sql => sql`select city, name from channel where code = ${code}`;

/**
 * Writes the channel of an event of another node, so that people here who use its code are counted there. Its
 * id is that of the event, which no own channel has. Changes nothing if the event has one already, or if
 * another channel has the code. `city`: home of the event.
 */
export async function copyChannel(
  tx: Tx,
  { event, city, code, name }: { event: EventRef; city: string; code: string; name: string },
): Promise<void> {
  await sql`
    insert into channel (id, event_kind, event_id, city, code, name, kind)
    values (${event.id}::uuid, ${event.kind}, ${event.id}::uuid, ${city}, ${code}, ${name.slice(0, NAME_MAX)}, 'stream')
    on conflict do nothing`.execute(tx);
}

/** Deletes the channels of copies that are gone, unless an application of this node names them. */
export async function purgeCopiedChannels(tx: Tx, kind: EventKind, events: readonly string[]): Promise<void> {
  await sql`
    delete from channel c where c.id = any(${[...events]}::uuid[]) and c.id = c.event_id and c.event_kind = ${kind}
      and not exists (select from shared.application a where a.via = c.code)`.execute(tx);
}

/**
 * Returns the code by which the home of an event knows the people who came by one of its channels here. Null
 * unless `code` is of a copy whose home told its channel and is on the node of the city `receiver`.
 */
export async function codeAtHome(
  db: DbOrTx,
  { code, receiver }: { code: string; receiver: string },
): Promise<string | null> {
  const { rows } = await sql<{ code: string }>`
    select told.code from channel c join channel told on told.id = c.event_id and told.event_kind = c.event_kind
    where c.code = ${code} and told.event_id = told.id and app.same_node(told.city, ${receiver})`.execute(db);
  return rows[0]?.code ?? null;
}
