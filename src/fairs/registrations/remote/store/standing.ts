import { sql } from "kysely";
import type { DbOrTx, Tx } from "../../../../../db/client.ts";
import type { LockedRegistration } from "../../store/registrations.ts";
import type { ToldRegistration } from "../schema.ts";

/** Returns which of two cities this node hosts: that of a fair, and that which recommends an enterprise. */
export async function hostingOf(
  tx: Tx,
  { hostCity, endorsingCity }: { hostCity: string; endorsingCity: string },
): Promise<Pick<LockedRegistration, "hostedHere" | "endorsedHere">> {
  const { rows } = await sql<Pick<LockedRegistration, "hostedHere" | "endorsedHere">>`/* planned */
    select app.is_hosted(${hostCity}) as hosted_here, app.is_hosted(${endorsingCity}) as endorsed_here`.execute(
    tx,
  );
  return rows[0] ?? { hostedHere: false, endorsedHere: false };
}

/** Returns true if the id is that of a registration of another enterprise or for another fair. */
export async function isTaken(
  db: DbOrTx,
  of: { id: string; fairId: string; enterpriseId: string },
): Promise<boolean> {
  const { rows } = await sql<{ taken: boolean }>`
    select exists (select from fair_registration where id = ${of.id}::uuid
      and (fair_id <> ${of.fairId}::uuid or enterprise_id <> ${of.enterpriseId}::uuid)) as taken`.execute(db);
  return rows[0]?.taken ?? false;
}

export async function isReferenceTaken(
  db: DbOrTx,
  { reference, id }: { reference: string; id: string },
): Promise<boolean> {
  const row = await db
    .selectFrom("fairRegistration")
    .select("id")
    .where("reference", "=", reference)
    .where("id", "<>", id)
    .executeTakeFirst();
  return row !== undefined;
}

export type Standing = Omit<ToldRegistration, "action" | "commandId">;

const iso = (column: string) =>
  sql.raw(`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`);

/** Returns a registration in the form in which its fair's home tells it. */
export async function selectStanding(tx: Tx, id: string): Promise<Standing> {
  const { rows } = await sql<Standing>`
    select r.enterprise_id, r.fair_id, r.reference, r.status, r.reason,
      (select jsonb_build_object('venueId', b.venue_id, 'code', b.code) from booth b where b.registration_id = r.id) as booth,
      case when r.status <> 'waitlisted' then null
        when exists (select 1 from fair_city c where c.fair_id = r.fair_id and c.city = r.endorsing_city and c.booths_taken >= c.quota)
          and exists (select 1 from booth b where b.fair_id = r.fair_id and b.registration_id is null and not b.closed)
        then 'QUOTA' else 'BOOTHS' end as waits_for,
      ${iso("r.recommended_at")} as recommended_at, ${iso("r.decided_at")} as decided_at,
      ${iso("r.waitlisted_at")} as waitlisted_at, ${iso("r.offer_ends_at")} as offer_ends_at,
      array(select posting_id from fair_registration_posting where registration_id = r.id order by posting_id) as posting_ids,
      r.venue_wishes, r.wish_note, r.recruiters, r.contact_name, r.contact_phone
    from fair_registration r where r.id = ${id}::uuid`.execute(tx);
  const [row] = rows;
  if (!row) throw new Error("a locked registration is gone");
  return row;
}

/** Writes the postings and the booth of a registration as its fair's home told them. */
export async function writePlace(
  tx: Tx,
  of: { id: string; fairId: string },
  { postingIds, booth }: Pick<ToldRegistration, "postingIds" | "booth">,
): Promise<void> {
  await sql`delete from fair_registration_posting where registration_id = ${of.id}::uuid`.execute(tx);
  await sql`
    insert into fair_registration_posting (registration_id, posting_id)
    select ${of.id}::uuid, unnest(${[...new Set(postingIds)]}::uuid[])`.execute(tx);
  await sql`
    update booth set registration_id = null, taken_at = null where registration_id = ${of.id}::uuid`.execute(
    tx,
  );
  await sql`
    update booth set registration_id = ${of.id}::uuid, taken_at = app.now()
    where fair_id = ${of.fairId}::uuid and venue_id = ${booth?.venueId ?? null}::uuid
      and code = ${booth?.code ?? null} and not closed`.execute(tx);
}
