import { sql } from "kysely";
import type { DbOrTx, Tx } from "../../../../db/client.ts";

export type Wish = { registrationId: string; postingId: string };

/** Replaces a person's wishes at a fair. The rank is the position in `wishes`, from 1. */
export async function replaceWishes(
  tx: Tx,
  of: { fairId: string; personId: string; ticketId: string; accountId: string | null },
  wishes: readonly Wish[],
): Promise<void> {
  await sql`delete from interview_wish where fair_id = ${of.fairId} and person_id = ${of.personId}`.execute(
    tx,
  );
  if (wishes.length === 0) return;
  await sql`
    insert into interview_wish (fair_id, person_id, rank, ticket_id, account_id, registration_id, posting_id)
    select ${of.fairId}::uuid, ${of.personId}::uuid, n.rank, ${of.ticketId}::uuid, ${of.accountId}::uuid,
      n.registration_id, n.posting_id
    from unnest(${wishes.map((w) => w.registrationId)}::uuid[], ${wishes.map((w) => w.postingId)}::uuid[])
      with ordinality as n(registration_id, posting_id, rank)`.execute(tx);
}

/**
 * Returns the booth of each given posting that a booth of the fair shows, by posting id. Only live postings
 * of verified enterprises.
 */
export async function boothsBringing(
  db: DbOrTx,
  fairId: string,
  postingIds: readonly string[],
): Promise<Map<string, string>> {
  const { rows } = await sql<{ postingId: string; registrationId: string }>`
    select rp.posting_id, r.id as registration_id from fair_registration_posting rp
    join fair_registration r on r.id = rp.registration_id join shared.enterprise e on e.id = r.enterprise_id
    join shared.posting p on p.id = rp.posting_id
    where r.fair_id = ${fairId} and r.status = 'approved' and e.status = 'verified' and p.status = 'published'
      and p.expires_at > (select app.now()) and rp.posting_id = any(${postingIds}::uuid[])`.execute(db);
  return new Map(rows.map((row) => [row.postingId, row.registrationId]));
}

/** A cancelled interview. `tells` is true if the person must be notified. */
export type Gone = { id: string; fairId: string; accountId: string | null; tells: boolean };

const LEAVE_QUEUE = sql`left_queue as (
      update queue_entry set status = 'left', ended_at = app.now() where interview_id in (select id from gone)
        and status in ('waiting','called','serving'))`;

/**
 * Cancels booked interviews that cannot take place, and ends their queue entries. The reason may be the
 * registration, the enterprise, the ticket, the fair or its new hours. Interviews with a suspended enterprise
 * stay until an hour before they start, because it may return. Hours count for a week after the
 * close, because a change of the hours may end the fair at once. `tells` is false if the person cancelled the
 * ticket, or the fair is cancelled: a cancelled fair sends notices of its own.
 */
export async function cancelGroundless(tx: Tx): Promise<Gone[]> {
  const { rows } = await sql<Gone>`
    with gone as (
      update interview i set status = 'cancelled'
      from fair_registration r, shared.enterprise e, fair f, fair_ticket t, interview_slot s
      where r.id = i.registration_id and e.id = r.enterprise_id and f.id = i.fair_id and t.id = i.ticket_id and s.id = i.slot_id
        and i.status = 'booked' and f.closes_at > app.now() - interval '7 days'
        and f.host_city in (select app.hosted_cities())
        and (s.starts_at < f.opens_at or s.ends_at > f.closes_at
          or f.closes_at > app.now() and (r.status <> 'approved' or t.status = 'cancelled' or f.status = 'cancelled'
            or e.status not in ('verified', 'suspended')
            or e.status = 'suspended' and s.starts_at < app.now() + interval '1 hour'))
      returning i.id, i.fair_id, i.account_id, t.status <> 'cancelled' and f.status <> 'cancelled' as tells),
    ${LEAVE_QUEUE}
    select * from gone`.execute(tx);
  return rows;
}

/**
 * Cancels a booth's booked on-site interviews and ends their queue entries. Online interviews stay booked.
 */
export async function cancelOnSiteInterviews(tx: Tx, registrationId: string): Promise<Gone[]> {
  const { rows } = await sql<Gone>`
    with gone as (
      update interview set status = 'cancelled'
      where registration_id = ${registrationId} and status = 'booked' and not remote
      returning id, fair_id, account_id, true as tells),
    ${LEAVE_QUEUE}
    select * from gone`.execute(tx);
  return rows;
}

/** Deletes a person's wish for a booth. */
export async function dropWish(
  tx: Tx,
  of: { fairId: string; personId: string; registrationId: string },
): Promise<void> {
  await sql`delete from interview_wish where fair_id = ${of.fairId} and person_id = ${of.personId}
    and registration_id = ${of.registrationId}`.execute(tx);
}

/**
 * Cancels a person's booked interviews at a fair, except with the booths in `kept`, and ends their queue
 * entries.
 */
export async function cancelOthers(
  tx: Tx,
  of: { fairId: string; personId: string },
  kept: readonly string[],
): Promise<void> {
  await sql`
    with gone as (
      update interview set status = 'cancelled' where fair_id = ${of.fairId} and person_id = ${of.personId}
        and status = 'booked' and not registration_id = any(${kept}::uuid[]) returning id)
    update queue_entry set status = 'left', ended_at = app.now()
    where interview_id in (select id from gone) and status in ('waiting','called')`.execute(tx);
}
