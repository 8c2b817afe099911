import { sql } from "kysely";
import type { DbOrTx, Tx } from "../../../../db/client.ts";
import type { FairStatus } from "../../../../db/schema/index.ts";
import { type FairReader, figureOf, readable } from "../../fair/index.ts";

export type FairWithGates = {
  id: string;
  hostCity: string;
  status: FairStatus;
  opensAt: Date;
  closesAt: Date;
  now: Date;
  venues: { id: string; city: string; name: string }[];
};

/**
 * Selects what every scan needs of a fair: host, status, end and venues. Only if the actor may read the fair.
 */
export async function selectGates(
  db: DbOrTx,
  { actor, scope }: FairReader,
  id: string,
): Promise<FairWithGates | undefined> {
  const { rows } = await sql<FairWithGates>`/* planned */
    select f.id, f.host_city, f.status, f.opens_at, f.closes_at, app.now() as now,
      (select coalesce(jsonb_agg(jsonb_build_object('id', v.id, 'city', v.city, 'name', v.name) order by v.ordinal), '[]')
        from venue v where v.fair_id = f.id) as venues
    from fair f where f.id = ${id} and ${readable(actor, scope)}`.execute(db);
  return rows[0];
}

export type Door = { id: string; city: string; slots: { id: string; over: boolean }[] };

/** The part of a fair that decides about a new ticket, and the person's ticket. */
export type FairWithDoors = {
  id: string;
  hostCity: string;
  status: FairStatus;
  closesAt: Date;
  now: Date;
  venues: Door[];
  hostedHere: boolean;
  /** Id of the person's uncancelled ticket for the fair, or null. */
  standingId: string | null;
};

/**
 * Selects what a new ticket needs of a fair: host, status, end, venues with entry slots, and the ticket that
 * the person holds already. Only if the actor may read the fair.
 */
export async function selectDoors(
  db: DbOrTx,
  { actor, scope }: FairReader,
  { fairId, accountId }: { fairId: string; accountId: string | null },
): Promise<FairWithDoors | undefined> {
  const { rows } = await sql<FairWithDoors>`/* planned */
    select f.id, f.host_city, f.status, f.closes_at, clock.now, app.is_hosted(f.host_city) as hosted_here,
      (select coalesce(jsonb_agg(jsonb_build_object('id', v.id, 'city', v.city, 'slots', coalesce(
          (select jsonb_agg(jsonb_build_object('id', s.id, 'over', s.ends_at <= clock.now) order by s.starts_at)
            from fair_slot s where s.venue_id = v.id), '[]')) order by v.ordinal), '[]')
        from venue v where v.fair_id = f.id) as venues,
      (select t.id from fair_ticket t where t.fair_id = f.id and t.account_id = ${accountId}::uuid
        and t.status <> 'cancelled') as standing_id
    from fair f, (select app.now() as now) clock where f.id = ${fairId} and ${readable(actor, scope)}`.execute(
    db,
  );
  return rows[0];
}

export type Entrance = {
  venueId: string;
  name: string;
  city: string;
  address: string;
  capacity: number | null;
  taken: number;
  waiting: number;
  entered: number;
  visits: number;
  slots: { id: string; startsAt: string; endsAt: string; capacity: number; taken: number; over: boolean }[];
};

/**
 * Selects the venues of a fair with entry slots and counts. `taken` and `waiting` count tickets, `entered`
 * people, `visits` admissions. Nobody waits after the close.
 */
export async function selectEntrances(db: DbOrTx, fairId: string): Promise<Entrance[]> {
  const { rows } = await sql<Entrance>`
    select v.id as venue_id, v.name, v.city, v.address, v.capacity, t.taken, t.waiting, e.n as entered, n.n as visits,
      coalesce(s.slots, '[]') as slots
    from venue v join fair f on f.id = v.fair_id
    cross join lateral (select count(*) filter (where status = 'valid')::int as taken,
        count(*) filter (where status = 'waiting' and f.closes_at > (select app.now()))::int as waiting
      from fair_ticket where venue_id = v.id) t
    cross join lateral (${figureOf("entered", sql`${fairId}::uuid`, sql`v.id`)}) e
    cross join lateral (${figureOf("visits", sql`${fairId}::uuid`, sql`v.id`)}) n
    cross join lateral (select jsonb_agg(jsonb_build_object('id', id, 'startsAt', starts_at, 'endsAt', ends_at,
        'capacity', capacity, 'taken', taken, 'over', ends_at <= app.now()) order by starts_at) as slots
      from fair_slot where venue_id = v.id) s
    where v.fair_id = ${fairId} order by v.ordinal`.execute(db);
  return rows;
}

export type NewSlot = { id: string; startsAt: Date; endsAt: Date; capacity: number };

/**
 * Replaces the entry slots of a venue. A slot with an unchanged start keeps its tickets.
 * Returns false if existing tickets do not fit: one would lose its slot, a slot would get less capacity than
 * tickets, or one has no slot although slots are given. The caller must then roll back.
 */
export async function replaceSlots(tx: Tx, venueId: string, slots: readonly NewSlot[]): Promise<boolean> {
  await sql`select 1 from venue where id = ${venueId} for update`.execute(tx);
  await sql`select 1 from fair_slot where venue_id = ${venueId} for update`.execute(tx);
  await sql`update fair_ticket set slot_id = null where venue_id = ${venueId} and status = 'cancelled'`.execute(
    tx,
  );
  const starts = slots.map((slot) => slot.startsAt);
  const each = <K extends keyof NewSlot>(key: K) => slots.map((slot) => slot[key]);
  const wanted = sql`unnest(${each("id")}::uuid[], ${starts}::timestamptz[], ${each("endsAt")}::timestamptz[],
    ${each("capacity")}::int[]) as w(id, starts_at, ends_at, capacity)`;
  const { rows } = await sql`
    select 1 from fair_ticket t left join fair_slot s on s.id = t.slot_id
    where t.venue_id = ${venueId} and (
      t.slot_id is null and t.status <> 'cancelled' and ${slots.length > 0}
      or s.id is not null and not s.starts_at = any(${starts}::timestamptz[]))
    union all
    select 1 from fair_slot s join ${wanted} on w.starts_at = s.starts_at
    where s.venue_id = ${venueId} and w.capacity < s.taken limit 1`.execute(tx);
  if (rows.length > 0) return false;
  await sql`delete from fair_slot where venue_id = ${venueId} and not starts_at = any(${starts}::timestamptz[])`.execute(
    tx,
  );
  await sql`
    insert into fair_slot (id, venue_id, starts_at, ends_at, capacity)
    select w.id, ${venueId}::uuid, w.starts_at, w.ends_at, w.capacity from ${wanted}
    on conflict (venue_id, starts_at) do update set ends_at = excluded.ends_at, capacity = excluded.capacity`.execute(
    tx,
  );
  return true;
}
