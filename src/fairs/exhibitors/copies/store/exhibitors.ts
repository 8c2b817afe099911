import { sql } from "kysely";
import type { DbOrTx, Tx } from "../../../../../db/client.ts";
import { rowList } from "../../../../../db/row-list.ts";
import { takeFromEvent } from "../../../../event-visibility/index.ts";
import { type Copy, deleteOrEmpty, type Held } from "../../../../platform/changes/index.ts";
import type { ExhibitorPayload } from "../schema.ts";

export type ExhibitorCopy = Copy<ExhibitorPayload>;

const ASKED = {
  id: "uuid",
  home: "text",
  fairId: "uuid",
  enterpriseId: "uuid",
  endorsingCity: "text",
  employerHome: "text",
  venueId: "uuid",
  booth: "text",
} as const;

export type Missing = { id: string; why: string | null; stub: boolean };

/**
 * Returns for each copy what this node lacks to show it: the fair, a city, the booth, an enterprise of an own
 * city, or the place at the fair, which another exhibitor has. `stub` is true for an enterprise of another
 * node that is not known here, and for one of the log's own city.
 */
export async function missingFor(db: DbOrTx, copies: readonly ExhibitorCopy[]): Promise<Missing[]> {
  const rows = copies.map(({ id, home, payload }) => {
    return { ...payload, id, home, employerHome: payload.enterprise.home };
  });
  const { rows: missing } = await sql<Missing>`
    select n.id, case
        when f.id is null then 'fair ' || n."fairId"
        when exists (select from fair_registration o where o.fair_id = n."fairId"
          and o.enterprise_id = n."enterpriseId" and o.id <> n.id) then 'enterprise twice'
        when c.code is null then 'city ' || n."employerHome"
        when not exists (select from city where code = n."endorsingCity") then 'city ' || n."endorsingCity"
        when e.id is null and c.hosted or e.home_city <> n."employerHome" then 'enterprise ' || n."enterpriseId"
        when not exists (select from booth b where b.fair_id = f.id and b.venue_id = n."venueId"
          and b.code = n.booth and not b.closed) then 'booth ' || n.booth
      end as why,
      not coalesce(c.hosted, true) and (e.id is null or n."employerHome" = n.home) as stub
    from ${rowList<keyof typeof ASKED>(rows, ASKED)}
    left join fair f on f.id = n."fairId" and f.host_city = n.home
    left join city c on c.code = n."employerHome" left join shared.enterprise e on e.id = n."enterpriseId"
    order by n.nth`.execute(db);
  return missing;
}

const ROW = {
  id: "uuid",
  home: "text",
  rev: "int",
  fairId: "uuid",
  enterpriseId: "uuid",
  endorsingCity: "text",
  venueId: "uuid",
  booth: "text",
} as const;

/** SQL condition: the registration `r` is an own one, which its fair's home tells in a log for this node. */
const SENT = sql`exists (select from sent_registration s where s.registration_id = r.id)`;

/**
 * Notes of own registrations which version of the exhibitor the public log tells. Their state comes in a log
 * for this node, so that an act under way here is not undone. One that stands gets its booth.
 */
async function noteSent(tx: Tx, rows: readonly Row[]): Promise<void> {
  await sql`
    with newer as (
      update sent_registration s set exhibitor_rev = n.rev
      from ${rowList<keyof typeof ROW>(rows, ROW)} join fair f on f.id = n."fairId" and f.host_city = n.home
        join fair_registration r on r.id = n.id and r.fair_id = f.id and r.enterprise_id = n."enterpriseId"
      where s.registration_id = n.id and coalesce(s.exhibitor_rev, 0) < n.rev
      returning n.id, n."fairId" as fair_id, n."venueId" as venue_id, n.booth)
    update booth b set registration_id = newer.id, taken_at = app.now()
    from newer join fair_registration r on r.id = newer.id and r.status = 'approved'
    where b.fair_id = newer.fair_id and b.venue_id = newer.venue_id and b.code = newer.booth
      and b.registration_id is null and not exists (select from booth o where o.registration_id = r.id)`.execute(
    tx,
  );
}

type Row = ExhibitorPayload & Pick<ExhibitorCopy, "id" | "home" | "rev">;

/** Writes how people meet the booths of exhibitors whose version stands here, of own enterprises too. */
async function putMeets(tx: Tx, rows: readonly Row[]): Promise<void> {
  const told = rows.map(({ id, home, rev, meets }) => ({
    id,
    home,
    rev,
    room: meets?.room,
    slots: meets?.slots,
  }));
  const columns = { id: "uuid", home: "text", rev: "int", room: "boolean", slots: "boolean" } as const;
  await sql`
    update fair_registration r set told_room = n.room, told_slots = n.slots
    from ${rowList<keyof typeof columns>(told, columns)} join fair f on f.host_city = n.home
      left join sent_registration s on s.registration_id = n.id
    where r.id = n.id and r.fair_id = f.id and coalesce(s.exhibitor_rev, r.rev) = n.rev
      and (r.told_room, r.told_slots) is distinct from (n.room, n.slots)`.execute(tx);
}

/** Writes copies of exhibitors, each if it is newer. Their enterprises, fairs and booths exist here. */
export async function putExhibitors(tx: Tx, copies: readonly ExhibitorCopy[]): Promise<void> {
  const rows: Row[] = copies.map(({ id, home, rev, payload }) => ({ ...payload, id, home, rev }));
  await noteSent(tx, rows);
  const { rows: written } = await sql<{ id: string }>`
    insert into fair_registration as r (id, reference, fair_id, enterprise_id, endorsing_city, status, contact_name,
      contact_phone, rev)
    select n.id, n.id::text, n."fairId", n."enterpriseId", n."endorsingCity", 'approved', '', '', n.rev
    from ${rowList<keyof typeof ROW>(rows, ROW)} join fair f on f.id = n."fairId" and f.host_city = n.home
    on conflict (id) do update set status = 'approved', endorsing_city = excluded.endorsing_city, rev = excluded.rev,
      updated_at = app.now()
    where r.fair_id = excluded.fair_id and r.enterprise_id = excluded.enterprise_id and r.rev < excluded.rev
      and not ${SENT}
    returning id`.execute(tx);
  const ids = written.map(({ id }) => id);
  const newer = rows.filter(({ id }) => ids.includes(id));
  await leaveBooths(tx, ids);
  await sql`
    update booth b set registration_id = n.id, taken_at = app.now()
    from ${rowList<keyof typeof ROW>(newer, ROW)} where b.fair_id = n."fairId" and b.venue_id = n."venueId" and b.code = n.booth`.execute(
    tx,
  );
  const brought = newer.flatMap(({ id, postingIds }) =>
    [...new Set(postingIds)].map((posting) => ({ id, posting })),
  );
  await sql`delete from fair_registration_posting where registration_id = any(${ids}::uuid[])`.execute(tx);
  await sql`
    insert into fair_registration_posting (registration_id, posting_id)
    select n.id, n.posting from ${rowList(brought, { id: "uuid", posting: "uuid" })}`.execute(tx);
  await putMeets(tx, rows);
}

const leaveBooths = (tx: Tx, ids: readonly string[]) =>
  sql`update booth set registration_id = null, taken_at = null where registration_id = any(${ids}::uuid[])`.execute(
    tx,
  );

/** Ends copies of exhibitors whose host no longer shows them. Their booths are free again. */
export async function closeExhibitors(tx: Tx, copies: readonly Copy[]): Promise<void> {
  await sql`
    update sent_registration s set exhibitor_rev = null
    from ${rowList<"id" | "home" | "rev">(copies, { id: "uuid", home: "text", rev: "int" })}
    join fair_registration r on r.id = n.id join fair f on f.id = r.fair_id and f.host_city = n.home
    where s.registration_id = n.id and s.exhibitor_rev < n.rev`.execute(tx);
  const { rows } = await sql<{ id: string }>`
    update fair_registration r set status = 'closed', rev = n.rev, updated_at = app.now()
    from ${rowList<"id" | "home" | "rev">(copies, { id: "uuid", home: "text", rev: "int" })}
    join fair f on f.host_city = n.home
    where r.id = n.id and f.id = r.fair_id and r.rev < n.rev and not ${SENT} returning r.id`.execute(tx);
  await leaveBooths(
    tx,
    rows.map(({ id }) => id),
  );
}

/** Forgets that a public log told of own registrations. Returns their ids. */
async function forgetSent(tx: Tx, home: string, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update sent_registration s set exhibitor_rev = null from fair_registration r join fair f on f.id = r.fair_id
    where s.registration_id = any(${ids}::uuid[]) and r.id = s.registration_id and f.host_city = ${home}
    returning s.registration_id as id`.execute(tx);
  return rows.map(({ id }) => id);
}

/** SQL for the exhibitors of a city's fairs, as its public log tells them. */
export const exhibitorsToldBy = (city: string) => sql<Held>`
  select r.id, coalesce(s.exhibitor_rev, r.rev) as rev from fair_registration r join fair f on f.id = r.fair_id
    left join sent_registration s on s.registration_id = r.id
  where f.host_city = ${city} and case when s.registration_id is not null then s.exhibitor_rev is not null
    else r.status = 'approved' and r.hidden_at is null end`;

/** SQL for the copies of a city's exhibitors among those of these ids. */
const copied = (home: string, ids: readonly string[]) => sql`
  select r.id, r.fair_id, r.enterprise_id from fair_registration r join fair f on f.id = r.fair_id
  where r.id = any(${ids}::uuid[]) and f.host_city = ${home} and not app.is_hosted(f.host_city) and not ${SENT}`;

/** Deletes copies of exhibitors with the postings that they named. Their booths are free again. */
export const purgeExhibitors = async (tx: Tx, home: string, ids: readonly string[]): Promise<string[]> => [
  ...(await forgetSent(tx, home, ids)),
  ...(await deleteCopies(tx, home, ids)),
];

const deleteCopies = (tx: Tx, home: string, ids: readonly string[]): Promise<string[]> =>
  deleteOrEmpty(tx, ids, {
    async remove(some) {
      await takeAway(tx, home, some);
      const { rows } = await sql<{ id: string }>`
        delete from fair_registration where id in (select id from (${copied(home, some)}) c) returning id`.execute(
        tx,
      );
      return rows.map(({ id }) => id);
    },
    async empty(some) {
      await takeAway(tx, home, some);
      const { rows } = await sql<{ id: string }>`
        update fair_registration set status = 'closed', rev = 0, updated_at = app.now()
        where id in (select id from (${copied(home, some)}) c) returning id`.execute(tx);
      return rows.map(({ id }) => id);
    },
  });

async function takeAway(tx: Tx, home: string, ids: readonly string[]): Promise<void> {
  await sql`select ${takeFromEvent("fair", sql`c.fair_id`, sql`c.enterprise_id`)} from (${copied(home, ids)}) c`.execute(
    tx,
  );
  await sql`
    update booth set registration_id = null, taken_at = null
    where registration_id in (select id from (${copied(home, ids)}) c)`.execute(tx);
  await sql`
    delete from fair_registration_posting where registration_id in (select id from (${copied(home, ids)}) c)`.execute(
    tx,
  );
}
