import { type RawBuilder, sql } from "kysely";
import type { DbOrTx, Tx } from "../../../../../db/client.ts";
import { rowList } from "../../../../../db/row-list.ts";
import { endEvent } from "../../../../event-visibility/index.ts";
import { type Copy, deleteOrEmpty, type Held } from "../../../../platform/changes/index.ts";
import { gridOf } from "../../../fair/index.ts";
import type { FairPayload } from "../schema.ts";

type Names = { agreements: string[]; cities: string[]; occupations: string[] };

/** Returns those of the names that this node does not know. */
export async function unknownNames(db: DbOrTx, { agreements, cities, occupations }: Names) {
  const { rows } = await sql<{ name: string }>`
    select distinct name from unnest(${agreements}::text[]) as a(name) where app.agreement_named(name) is null
    union select name from unnest(${cities}::text[]) as c(name)
      where not exists (select from city where code = name)
    union select name from unnest(${occupations}::text[]) as o(name)
      where not exists (select from occupation where id = name)`.execute(db);
  return new Set(rows.map(({ name }) => name));
}

/** Writes the row of a copied fair. Returns false if it is not newer, or another city's. */
async function putRow(tx: Tx, { id, home, rev, payload: p }: Copy<FairPayload>): Promise<boolean> {
  const { rows } = await sql`
    insert into fair as f (id, host_city, agreement_id, status, title, kind, occupation, intro, registration_opens_at,
      registration_closes_at, opens_at, closes_at, programme, cancel_reason, announced_at, published_at, reported_at,
      ticket_keys, rev)
    values (${id}, ${home}, app.agreement_named(${p.agreement}), ${p.status}, ${p.title}, ${p.kind}, ${p.occupation},
      ${p.intro}, ${p.registrationOpensAt}, ${p.registrationClosesAt}, ${p.opensAt}, ${p.closesAt},
      ${JSON.stringify(p.programme)}::jsonb, ${p.cancelReason}, ${p.announcedAt}, ${p.publishedAt}, ${p.reportedAt},
      ${JSON.stringify(p.ticketKeys)}::jsonb, ${rev})
    on conflict (id) do update set agreement_id = excluded.agreement_id, status = excluded.status,
      title = excluded.title, kind = excluded.kind, occupation = excluded.occupation, intro = excluded.intro,
      registration_opens_at = excluded.registration_opens_at, registration_closes_at = excluded.registration_closes_at,
      opens_at = excluded.opens_at, closes_at = excluded.closes_at, programme = excluded.programme,
      cancel_reason = excluded.cancel_reason, announced_at = excluded.announced_at,
      published_at = excluded.published_at, reported_at = excluded.reported_at,
      ticket_keys = excluded.ticket_keys, rev = excluded.rev,
      updated_at = app.now()
    where f.host_city = excluded.host_city and f.rev < excluded.rev
    returning 1`.execute(tx);
  return rows.length > 0;
}

const CITY = { city: "text", role: "text", quota: "int", boothsTaken: "int" } as const;
const VENUE = {
  id: "uuid",
  city: "text",
  name: "text",
  address: "text",
  directions: "text",
  hours: "text",
  capacity: "int",
  boothRows: "int",
  boothColumns: "int",
} as const;

async function putParts(tx: Tx, fairId: string, { cities, venues }: FairPayload): Promise<void> {
  await sql`delete from fair_city where fair_id = ${fairId}`.execute(tx);
  await sql`
    insert into fair_city (fair_id, city, role, quota, booths_taken)
    select ${fairId}::uuid, n.city, n.role, n.quota, n."boothsTaken" from ${rowList<keyof typeof CITY>(cities, CITY)}`.execute(
    tx,
  );
  const kept = venues.map(({ id }) => id);
  await leaveEntries(
    tx,
    sql`venue_id in (
    select id from venue where fair_id = ${fairId} and not id = any(${kept}::uuid[]))`,
    true,
  );
  await sql`delete from venue where fair_id = ${fairId} and not id = any(${kept}::uuid[])`.execute(tx);
  await sql`
    insert into venue as v (id, fair_id, ordinal, city, name, address, directions, hours, capacity, booth_rows, booth_columns)
    select n.id, ${fairId}::uuid, n.nth - 1, n.city, n.name, n.address, n.directions, n.hours, n.capacity,
      n."boothRows", n."boothColumns" from ${rowList<keyof typeof VENUE>(venues, VENUE)}
    on conflict (id) do update set ordinal = excluded.ordinal, city = excluded.city, name = excluded.name,
      address = excluded.address, directions = excluded.directions, hours = excluded.hours,
      capacity = excluded.capacity, booth_rows = excluded.booth_rows, booth_columns = excluded.booth_columns
    where v.fair_id = excluded.fair_id`.execute(tx);
}

/**
 * Takes tickets that people here asked for or hold away from a slot or venue that is no more. Without their
 * venue they are cancelled.
 */
const leaveEntries = (tx: Tx, which: RawBuilder<unknown>, venueGone = false) =>
  sql`
    update fair_ticket set slot_id = null ${venueGone ? sql`, venue_id = null, status = 'cancelled', entered_at = null, left_at = null, waiting_since = null` : sql``}
    where ${which}`.execute(tx);

const SLOT = {
  id: "uuid",
  venueId: "uuid",
  startsAt: "timestamptz",
  endsAt: "timestamptz",
  capacity: "int",
} as const;

async function putSlots(tx: Tx, fairId: string, venues: FairPayload["venues"]): Promise<void> {
  const slots = venues.flatMap(({ id, slots: own }) => own.map((slot) => ({ ...slot, venueId: id })));
  const gone = sql`select s.id from fair_slot s join venue v on v.id = s.venue_id
    where v.fair_id = ${fairId} and not s.id = any(${slots.map(({ id }) => id)}::uuid[])`;
  await leaveEntries(tx, sql`slot_id in (${gone})`);
  await sql`delete from fair_slot where id in (${gone})`.execute(tx);
  // Moved away first: a slot may start when another one started before.
  await sql`
    update fair_slot s set starts_at = s.starts_at + interval '1000 years', ends_at = s.ends_at + interval '1000 years'
    from venue v where v.id = s.venue_id and v.fair_id = ${fairId}`.execute(tx);
  await sql`
    insert into fair_slot as s (id, venue_id, starts_at, ends_at, capacity)
    select n.id, n."venueId", n."startsAt", n."endsAt", n.capacity from ${rowList<keyof typeof SLOT>(slots, SLOT)}
    on conflict (id) do update set starts_at = excluded.starts_at, ends_at = excluded.ends_at, capacity = excluded.capacity
    where s.venue_id = excluded.venue_id`.execute(tx);
}

const CELL = {
  venueId: "uuid",
  code: "text",
  ordinal: "int",
  gridRow: "int",
  gridColumn: "int",
  closed: "boolean",
} as const;

/**
 * Replaces the booths of a copied fair. A booth that remains keeps its exhibitor, unless its cell is closed.
 */
async function putBooths(tx: Tx, fairId: string, venues: FairPayload["venues"]): Promise<void> {
  const cells = venues.flatMap(({ id, boothRows, boothColumns, closedBooths }) =>
    gridOf(boothRows, boothColumns, closedBooths).map((cell) => ({ ...cell, venueId: id })),
  );
  await sql`
    delete from booth b where fair_id = ${fairId} and not exists (
      select from ${rowList(cells, CELL)} where n."venueId" = b.venue_id and n.code = b.code)`.execute(tx);
  await sql`
    insert into booth as b (id, fair_id, venue_id, code, ordinal, grid_row, grid_column, closed)
    select gen_random_uuid(), v.fair_id, v.id, n.code, n.ordinal, n."gridRow", n."gridColumn", n.closed
    from ${rowList(cells, CELL)} join venue v on v.id = n."venueId" and v.fair_id = ${fairId}::uuid
    on conflict (venue_id, code) do update set ordinal = excluded.ordinal, closed = excluded.closed,
      registration_id = case when not excluded.closed then b.registration_id end`.execute(tx);
}

/** Writes a copied fair with its cities, venues and booths. Writes nothing if the version is not newer. */
export async function putFair(tx: Tx, copy: Copy<FairPayload>): Promise<void> {
  if (!(await putRow(tx, copy))) return;
  await putParts(tx, copy.id, copy.payload);
  await putSlots(tx, copy.id, copy.payload.venues);
  await putBooths(tx, copy.id, copy.payload.venues);
}

/** Cancels copied fairs whose home cancelled them. The reason is absent where the payload was withheld. */
export async function closeFairs(tx: Tx, copies: readonly Copy[]): Promise<void> {
  const rows = copies.map(({ id, home, rev, payload }) => {
    const { cancelReason } = (payload ?? {}) as { cancelReason?: unknown };
    return { id, home, rev, reason: typeof cancelReason === "string" ? cancelReason : null };
  });
  await sql`
    update fair f set status = 'cancelled', cancel_reason = n.reason, cancelled_at = app.now(), rev = n.rev,
      updated_at = app.now()
    from ${rowList(rows, { id: "uuid", home: "text", rev: "int", reason: "text" })}
    where f.id = n.id and f.host_city = n.home and f.rev < n.rev`.execute(tx);
}

/** SQL for the announced fairs of a city that are not cancelled, as its public log tells them. */
export const fairsToldBy = (city: string) => sql<Held>`
  select id, rev from fair where host_city = ${city} and status in ('registration', 'published', 'reported')`;

/** SQL condition: the fair `f` is of the city, and another node hosts it. */
const copiedFrom = (home: string) => sql`f.host_city = ${home} and not app.is_hosted(f.host_city)`;

/** Deletes copies of fairs with their cities, venues, booths, boards and exhibitors. */
export const purgeFairs = (tx: Tx, home: string, ids: readonly string[]): Promise<string[]> =>
  deleteOrEmpty(tx, ids, {
    async remove(some) {
      const copied = sql`select f.id from fair f where f.id = any(${some}::uuid[]) and ${copiedFrom(home)}`;
      await sql`select ${endEvent("fair", sql`c.id`)} from (${copied}) c`.execute(tx);
      await sql`update booth set registration_id = null where fair_id in (${copied})`.execute(tx);
      // An own enterprise's registration stays, so its fair is emptied instead.
      await sql`
        delete from fair_registration r where fair_id in (${copied})
          and not exists (select from sent_registration s where s.registration_id = r.id)`.execute(tx);
      await sql`delete from fair_board_event where fair_id in (${copied})`.execute(tx);
      const { rows } = await sql<{
        id: string;
      }>`delete from fair where id in (${copied}) returning id`.execute(tx);
      return rows.map(({ id }) => id);
    },
    async empty(some) {
      const { rows } = await sql<{ id: string }>`
        update fair f set status = 'cancelled', cancel_reason = null, intro = null, programme = '[]', rev = 0,
          updated_at = app.now()
        where f.id = any(${some}::uuid[]) and ${copiedFrom(home)} returning f.id`.execute(tx);
      await sql`
        select ${endEvent("fair", sql`c.id`)} from unnest(${rows.map(({ id }) => id)}::uuid[]) c(id)`.execute(
        tx,
      );
      return rows.map(({ id }) => id);
    },
  });
