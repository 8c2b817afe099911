import { sql } from "kysely";
import type { DbOrTx, Tx } from "../../../../db/client.ts";
import type { InterviewKind } from "../../../../db/schema/index.ts";

export type NewSlot = {
  id: string;
  recruiter: number;
  startsAt: Date;
  endsAt: Date;
  kind: InterviewKind;
  capacity: number;
};

/**
 * Inserts slots, except those that overlap another slot of the same recruiter. Returns the number inserted.
 */
export async function insertSlots(
  tx: Tx,
  of: { fairId: string; registrationId: string },
  slots: readonly NewSlot[],
): Promise<number> {
  const each = <K extends keyof NewSlot>(key: K) => slots.map((slot) => slot[key]);
  const { rows } = await sql`
    insert into interview_slot (id, fair_id, registration_id, recruiter, starts_at, ends_at, kind, capacity)
    select n.id, ${of.fairId}::uuid, ${of.registrationId}::uuid, n.recruiter, n.starts_at, n.ends_at, n.kind, n.capacity
    from unnest(${each("id")}::uuid[], ${each("recruiter")}::int[], ${each("startsAt")}::timestamptz[],
      ${each("endsAt")}::timestamptz[], ${each("kind")}::text[], ${each("capacity")}::int[])
      as n(id, recruiter, starts_at, ends_at, kind, capacity)
    on conflict do nothing returning id`.execute(tx);
  return rows.length;
}

export async function countSlots(tx: Tx, registrationId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from interview_slot where registration_id = ${registrationId}`.execute(tx);
  return rows[0]?.n ?? 0;
}

/** Deletes a recruiter's slots for which no interview was ever booked. Returns their number. */
export async function deleteFreeSlots(tx: Tx, registrationId: string, recruiter: number): Promise<number> {
  const { rows } = await sql`
    delete from interview_slot s where registration_id = ${registrationId} and recruiter = ${recruiter}
      and not exists (select 1 from interview i where i.slot_id = s.id) returning id`.execute(tx);
  return rows.length;
}

export async function putMeeting(tx: Tx, registrationId: string, url: string | null): Promise<void> {
  await sql`
    insert into booth_desk (registration_id, meeting_url) values (${registrationId}, ${url})
    on conflict (registration_id) do update set meeting_url = excluded.meeting_url`.execute(tx);
}

/** Selects the fairs whose timetable must be solved: published, not over, and closed for registration. */
export async function fairsWithOutdatedPlan(db: DbOrTx): Promise<string[]> {
  const { rows } = await sql<{ fairId: string }>`
    select p.fair_id from interview_plan p join fair f on f.id = p.fair_id
    where p.asked > p.solved and f.status = 'published' and f.registration_closes_at <= (select app.now())
      and f.closes_at > (select app.now()) and f.host_city in (select app.hosted_cities()) order by p.fair_id`.execute(
    db,
  );
  return rows.map((row) => row.fairId);
}

/**
 * Locks the fair's plan, so that one solver runs at a time. Returns undefined if the timetable was not
 * requested since the last solution. Also returns undefined unless the fair is published, closed for
 * registration and not over.
 */
export async function lockPlan(tx: Tx, fairId: string): Promise<{ asked: number } | undefined> {
  const { rows } = await sql<{ asked: number }>`
    select p.asked from interview_plan p join fair f on f.id = p.fair_id
    where p.fair_id = ${fairId} and p.asked > p.solved and f.status = 'published'
      and f.registration_closes_at <= app.now() and f.closes_at > app.now() for update of p`.execute(tx);
  return rows[0];
}

export async function markSolved(tx: Tx, fairId: string, asked: number): Promise<void> {
  await sql`
    update interview_plan set solved = greatest(solved, ${asked}), solved_at = app.now() where fair_id = ${fairId}`.execute(
    tx,
  );
}

export type PlanSlot = {
  id: string;
  registrationId: string;
  recruiter: number;
  startsAt: Date;
  endsAt: Date;
  capacity: number;
  boothId: string;
  venueId: string;
  city: string;
  hasMeetingRoom: boolean;
  /** True if the slot starts late enough to be booked. */
  ahead: boolean;
};

/**
 * Selects the interview slots within a fair's hours at booths of verified enterprises with an approved
 * registration.
 */
export async function planSlots(tx: Tx, fairId: string, noticeMin: number): Promise<PlanSlot[]> {
  const { rows } = await sql<PlanSlot>`
    select s.id, s.registration_id, s.recruiter, s.starts_at, s.ends_at, s.capacity, b.id as booth_id, b.venue_id, v.city,
      d.meeting_url is not null as has_meeting_room, s.starts_at >= app.now() + make_interval(mins => ${noticeMin}) as ahead
    from interview_slot s join fair_registration r on r.id = s.registration_id
    join shared.enterprise e on e.id = r.enterprise_id join booth b on b.registration_id = r.id join venue v on v.id = b.venue_id
    join fair f on f.id = s.fair_id left join booth_desk d on d.registration_id = r.id
    where s.fair_id = ${fairId} and s.starts_at >= f.opens_at and s.ends_at <= f.closes_at
      and r.status = 'approved' and e.status = 'verified'`.execute(tx);
  return rows;
}

export type PlanWish = {
  personId: string;
  ticketId: string;
  accountId: string | null;
  registrationId: string;
  postingId: string;
  rank: number;
  /** `venueId` and `city` are null for an online participant. */
  venueId: string | null;
  city: string | null;
  /**
   * Earliest start of an interview: the start of the entry slot, or `claimMin` minutes from now if the person
   * is not in the hall. The later one if both apply; null for any time.
   */
  entersAt: Date | null;
};

/**
 * Selects the wishes to plan. The person must hold a valid ticket, and the booth must still show the posting.
 * Skips wishes whose interview is booked, done or missed (`noShow`).
 */
export async function planWishes(tx: Tx, fairId: string, claimMin: number): Promise<PlanWish[]> {
  const { rows } = await sql<PlanWish>`
    select w.person_id, t.id as ticket_id, w.account_id, w.registration_id, w.posting_id, w.rank, t.venue_id, v.city,
      greatest(s.starts_at, case when t.venue_id is not null and (t.entered_at is null or t.left_at is not null)
        then app.now() + make_interval(mins => ${claimMin}) end) as enters_at
    from interview_wish w join fair_ticket t on t.fair_id = w.fair_id and t.status = 'valid'
      and (t.id = w.ticket_id or t.account_id = w.account_id)
    join fair_registration_posting rp on rp.registration_id = w.registration_id and rp.posting_id = w.posting_id
    join shared.posting p on p.id = w.posting_id and p.status = 'published' and p.expires_at > app.now()
    left join venue v on v.id = t.venue_id left join fair_slot s on s.id = t.slot_id
    where w.fair_id = ${fairId} and not exists (select 1 from interview i where i.fair_id = w.fair_id
      and i.person_id = w.person_id and i.registration_id = w.registration_id and i.status <> 'cancelled')
    order by w.person_id, w.rank`.execute(tx);
  return rows;
}

export type StandingInterview = {
  personId: string;
  slotId: string;
  seat: number;
  remote: boolean;
  venueId: string | null;
};

/** Selects the interviews of a fair that keep their times: those booked or done. */
export async function planStanding(tx: Tx, fairId: string): Promise<StandingInterview[]> {
  const { rows } = await sql<StandingInterview>`
    select i.person_id, i.slot_id, i.seat, i.remote, t.venue_id
    from interview i join fair_ticket t on t.id = i.ticket_id
    where i.fair_id = ${fairId} and i.status in ('booked','done')`.execute(tx);
  return rows;
}

export type NewInterview = {
  id: string;
  slotId: string;
  seat: number;
  personId: string;
  ticketId: string;
  accountId: string | null;
  postingId: string;
  remote: boolean;
};

/**
 * Inserts interviews and returns those inserted. Skips an interview if, also through a concurrent
 * transaction, its person has another one at that time or its seat is taken. A constraint limits seats to the
 * slot's capacity.
 */
export async function insertInterviews(
  tx: Tx,
  fairId: string,
  interviews: readonly NewInterview[],
): Promise<{ id: string; registrationId: string; startsAt: Date }[]> {
  const each = <K extends keyof NewInterview>(key: K) => interviews.map((one) => one[key]);
  const { rows } = await sql<{ id: string; registrationId: string; startsAt: Date }>`
    insert into interview (id, fair_id, registration_id, slot_id, starts_at, ends_at, capacity, seat, person_id, ticket_id,
      account_id, posting_id, remote, status)
    select n.id, ${fairId}::uuid, s.registration_id, s.id, s.starts_at, s.ends_at, s.capacity, n.seat, n.person_id,
      n.ticket_id, n.account_id, n.posting_id, n.remote, 'booked'
    from unnest(${each("id")}::uuid[], ${each("slotId")}::uuid[], ${each("seat")}::int[], ${each("personId")}::uuid[],
      ${each("ticketId")}::uuid[], ${each("accountId")}::uuid[], ${each("postingId")}::uuid[], ${each("remote")}::boolean[])
      as n(id, slot_id, seat, person_id, ticket_id, account_id, posting_id, remote)
    join interview_slot s on s.id = n.slot_id
    on conflict do nothing returning id, registration_id, starts_at`.execute(tx);
  return rows;
}
