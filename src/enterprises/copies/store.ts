import { sql } from "kysely";
import type { DbOrTx, Tx } from "../../../db/client.ts";
import { rowList } from "../../../db/row-list.ts";
import { type Copy, deleteOrEmpty, type Held, type Unread } from "../../platform/changes/index.ts";
import type { EmployerStub } from "../../postings/index.ts";
import { nameKey } from "../rules.ts";
import type { EnterpriseView } from "../schema.ts";

type Payload = Omit<EnterpriseView, "management">;

/** Copies of one name may meet while their home renames them, so the key of a copy ends in its id. */
const keyOf = (name: string, id: string) => `${nameKey(name)} ${id}`;

const COPY = {
  id: "uuid",
  home: "text",
  rev: "int",
  county: "text",
  name: "text",
  key: "text",
  uscc: "text",
  nature: "text",
  industry: "text",
  size: "text",
  address: "text",
  intro: "text",
  contactPhone: "text",
  contactHours: "text",
} as const;

/** Writes copies of verified enterprises. An unknown county makes a copy unread. */
export async function putCopies(tx: Tx, copies: readonly Copy<Payload>[]): Promise<Unread[]> {
  const rows = copies.map(({ id, home, rev, payload }) => {
    return { ...payload, id, home, rev, key: keyOf(payload.name, id) };
  });
  const { rows: unread } = await sql<Unread>`
    with n as materialized (select * from ${rowList<keyof typeof COPY>(rows, COPY)}),
    written as (
      insert into enterprise as e (id, home_city, county, name, name_key, uscc, status, nature, industry, size,
        address, intro, contact_phone, contact_hours, origin, rev)
      select n.id, n.home, n.county, n.name, n.key, n.uscc, 'verified', n.nature, n.industry, n.size, n.address,
        n.intro, n."contactPhone", n."contactHours", 'registered', n.rev
      from n where n.county is null or exists (select 1 from division d where d.code = n.county) order by n.id
      on conflict (id) do update set county = excluded.county, name = excluded.name, name_key = excluded.name_key,
        uscc = excluded.uscc, status = 'verified', nature = excluded.nature, industry = excluded.industry,
        size = excluded.size, address = excluded.address, intro = excluded.intro,
        contact_phone = excluded.contact_phone, contact_hours = excluded.contact_hours, rev = excluded.rev,
        updated_at = app.now()
      where e.home_city = excluded.home_city and e.rev < excluded.rev)
    select n.id, n.rev, 'county ' || n.county as why from n
    where n.county is not null and not exists (select 1 from division d where d.code = n.county)`.execute(tx);
  return unread;
}

/** Hides copies of enterprises that their home no longer shows, and with them their postings. */
export async function closeCopies(tx: Tx, copies: readonly Copy[]): Promise<void> {
  await sql`
    update enterprise e set status = 'suspended', rev = n.rev, updated_at = app.now()
    from ${rowList<"id" | "home" | "rev">(copies, { id: "uuid", home: "text", rev: "int" })}
    where e.id = n.id and e.home_city = n.home and e.rev < n.rev`.execute(tx);
}

/** Writes stubs of employers that are not known here. A known enterprise stays as its own copy tells it. */
export async function putStubs(tx: Tx, stubs: readonly EmployerStub[]): Promise<void> {
  // Postings of a page share few employers. The last one told of an employer counts.
  const last = [...new Map(stubs.map((stub) => [stub.id, stub])).values()];
  const rows = last.map((stub) => ({ ...stub, key: keyOf(stub.name, stub.id) }));
  const columns = { id: "uuid", home: "text", name: "text", verified: "boolean", key: "text" } as const;
  await sql`
    insert into enterprise as e (id, home_city, name, name_key, status, origin, rev)
    select n.id, n.home, n.name, n.key, case when n.verified then 'verified' else 'unverified' end, 'imported', 0
    from ${rowList(rows, columns)} order by n.id
    on conflict (id) do update set name = excluded.name, name_key = excluded.name_key, status = excluded.status
    where e.rev = 0 and e.home_city = excluded.home_city
      and (e.name, e.name_key, e.status) is distinct from (excluded.name, excluded.name_key, excluded.status)`.execute(
    tx,
  );
}

/** SQL for the verified enterprises of a city. A stub is not told by a log. */
export const enterprisesToldBy = (city: string) => sql<Held>`
  select id, rev from enterprise where home_city = ${city} and status = 'verified' and rev > 0`;

export type ToldEnterprise = { id: string; name: string; key: string };

/** Returns the enterprises of `enterprisesToldBy`, the newest first, with their place in the list. */
export async function selectToldEnterprises(
  db: DbOrTx,
  of: { city: string; after: { at: string; id: string } | null; limit: number },
): Promise<ToldEnterprise[]> {
  const { rows } = await sql<ToldEnterprise>`
    select id, name, created_at::text as key from enterprise
    where home_city = ${of.city} and status = 'verified' and rev > 0 and (${of.after?.id ?? null}::uuid is null
      or (created_at, id) < (${of.after?.at ?? null}::timestamptz, ${of.after?.id ?? null}::uuid))
    order by created_at desc, id desc limit ${of.limit}`.execute(db);
  return rows;
}

/** SQL condition: the enterprise is of the city, and another node hosts it. */
const copiedFrom = (home: string) => sql`home_city = ${home} and not app.is_hosted(home_city)`;

/**
 * Deletes copies and stubs of enterprises. One that a record here names becomes a stub with its name alone.
 */
export const purgeCopies = (tx: Tx, home: string, ids: readonly string[]): Promise<string[]> =>
  deleteOrEmpty(tx, ids, {
    async remove(some) {
      const { rows } = await sql<{ id: string }>`
        delete from enterprise where id = any(${some}::uuid[]) and ${copiedFrom(home)} returning id`.execute(
        tx,
      );
      return rows.map(({ id }) => id);
    },
    async empty(some) {
      const { rows } = await sql<{ id: string }>`
        update enterprise set status = 'unverified', rev = 0, county = null, uscc = null, nature = null,
          industry = null, size = null, address = null, intro = null, contact_name = null, contact_phone = null,
          contact_hours = null, origin = 'imported', updated_at = app.now()
        where id = any(${some}::uuid[]) and ${copiedFrom(home)} returning id`.execute(tx);
      return rows.map(({ id }) => id);
    },
  });
