import { sql } from "kysely";
import type { DbOrTx } from "../../../../db/client.ts";
import type { InterviewKind, InterviewStatus } from "../../../../db/schema/index.ts";

export type SlotRow = {
  id: string;
  recruiter: number;
  startsAt: Date;
  endsAt: Date;
  kind: InterviewKind;
  capacity: number;
  taken: number;
};

/** Selects a booth's slots by time, with the number of taken seats. */
export async function selectSlots(db: DbOrTx, registrationId: string): Promise<SlotRow[]> {
  const { rows } = await sql<SlotRow>`
    select s.id, s.recruiter, s.starts_at, s.ends_at, s.kind, s.capacity, (select count(*)::int from interview i
      where i.slot_id = s.id and i.status in ('booked','done')) as taken
    from interview_slot s where s.registration_id = ${registrationId} order by s.starts_at, s.recruiter`.execute(
    db,
  );
  return rows;
}

export type BoothInterview = {
  id: string;
  startsAt: Date;
  endsAt: Date;
  recruiter: number;
  kind: InterviewKind;
  remote: boolean;
  status: InterviewStatus;
  number: number | null;
  title: string;
  callName: string | null;
  /** The person and the application whose consent gives the name; null without a name. */
  shown: { accountId: string; applicationId: string } | null;
  /** The person's visit at this booth; null without one. */
  visitId: string | null;
};

/**
 * Selects a booth's interviews, ordered by time. `callName` is null unless a valid consent lets this
 * enterprise read the name.
 */
export async function selectInterviews(db: DbOrTx, registrationId: string): Promise<BoothInterview[]> {
  const { rows } = await sql<BoothInterview>`
    select i.id, i.starts_at, i.ends_at, s.recruiter, s.kind, i.remote, i.status, q.number, p.title,
      card.call_name, card.shown,
      (select v.id from booth_visit v where v.registration_id = i.registration_id and v.person_id = i.person_id) as visit_id
    from interview i join interview_slot s on s.id = i.slot_id join shared.posting p on p.id = i.posting_id
    join fair_registration r on r.id = i.registration_id left join queue_entry q on q.interview_id = i.id
    left join lateral (
      select k.call_name, jsonb_build_object('accountId', a.account_id, 'applicationId', a.id) as shown
      from shared.application a join shared.card k on k.consent_id = a.consent_id
      where a.account_id = i.account_id and a.enterprise_id = r.enterprise_id and 'callName' = any(k.fields)
      order by a.created_at desc limit 1) card on true
    where i.registration_id = ${registrationId} order by i.starts_at, s.recruiter, i.seat`.execute(db);
  return rows;
}

export type OwnInterview = {
  id: string;
  registrationId: string;
  startsAt: Date;
  endsAt: Date;
  kind: InterviewKind;
  remote: boolean;
  status: InterviewStatus;
  title: string;
  enterpriseName: string;
  boothCode: string | null;
  venueName: string | null;
  meetingUrl: string | null;
};

/** Selects a person's interviews at a fair by time, without cancelled ones. */
export async function selectOwnInterviews(
  db: DbOrTx,
  fairId: string,
  personId: string,
): Promise<OwnInterview[]> {
  const { rows } = await sql<OwnInterview>`
    select i.id, i.registration_id, i.starts_at, i.ends_at, s.kind, i.remote, i.status, p.title,
      e.name as enterprise_name, b.code as booth_code, v.name as venue_name, d.meeting_url
    from interview i join interview_slot s on s.id = i.slot_id join shared.posting p on p.id = i.posting_id
    join fair_registration r on r.id = i.registration_id join shared.enterprise e on e.id = r.enterprise_id
    left join booth b on b.registration_id = r.id left join venue v on v.id = b.venue_id
    left join booth_desk d on d.registration_id = r.id
    where i.fair_id = ${fairId} and i.person_id = ${personId} and i.status <> 'cancelled' order by i.starts_at`.execute(
    db,
  );
  return rows;
}

export type OwnWish = {
  rank: number;
  /**
   * `met`: an interview is booked or took place. `missed`: the person did not come. `open`: the timetable is
   * not made yet. `noSlot`: it is made, or the fair is over, and no time was left.
   */
  state: "met" | "missed" | "open" | "noSlot";
  registrationId: string;
  postingId: string;
  title: string;
  enterpriseName: string;
};

export async function selectOwnWishes(db: DbOrTx, fairId: string, personId: string): Promise<OwnWish[]> {
  const { rows } = await sql<OwnWish>`
    select w.rank, w.registration_id, w.posting_id, p.title, e.name as enterprise_name,
      case when i.best is not null then i.best
        when f.closes_at <= app.now() or n.asked <= n.solved then 'noSlot' else 'open' end as state
    from interview_wish w join fair f on f.id = w.fair_id left join interview_plan n on n.fair_id = w.fair_id
    cross join lateral (select case when bool_or(status in ('booked','done')) then 'met'
        when bool_or(status = 'noShow') then 'missed' end as best from interview
      where fair_id = w.fair_id and person_id = w.person_id and registration_id = w.registration_id) i
    join shared.posting p on p.id = w.posting_id join shared.enterprise e on e.id = p.enterprise_id
    where w.fair_id = ${fairId} and w.person_id = ${personId} order by w.rank`.execute(db);
  return rows;
}

export type Offered = {
  postingId: string;
  title: string;
  registrationId: string;
  enterpriseName: string;
  boothCode: string;
  venueId: string;
  venueName: string;
  city: string;
  /** Null at a fair of another node whose host has not told it. */
  hasMeetingRoom: boolean | null;
  hasSlots: boolean | null;
};

/** SQL columns: whether the registration `r` at the fair `f` has a meeting room, and open interview slots. */
const OPEN_TO = sql`
      case when app.is_hosted(f.host_city) then d.meeting_url is not null else r.told_room end as has_meeting_room,
      case when app.is_hosted(f.host_city) then exists (select 1 from interview_slot s where s.registration_id = r.id
        and s.starts_at >= f.opens_at and s.ends_at <= f.closes_at) else r.told_slots end as has_slots`;

export type BoothOffer = Pick<Offered, "hasMeetingRoom" | "hasSlots"> & { recruiters: number };

/** Selects how people can talk with the exhibitor of a registration. */
export async function selectBoothOffer(db: DbOrTx, registrationId: string): Promise<BoothOffer | undefined> {
  const { rows } = await sql<BoothOffer>`
    select r.recruiters, ${OPEN_TO} from fair_registration r join fair f on f.id = r.fair_id
    left join booth_desk d on d.registration_id = r.id where r.id = ${registrationId}`.execute(db);
  return rows[0];
}

const OFFERED_MAX = 4000;

/**
 * Selects the live postings of verified enterprises at a fair with their booths, by hall and booth. At most
 * 4000.
 */
export async function selectOffered(db: DbOrTx, fairId: string): Promise<Offered[]> {
  const { rows } = await sql<Offered>`
    select p.id as posting_id, p.title, r.id as registration_id, e.name as enterprise_name, b.code as booth_code, b.venue_id,
      v.name as venue_name, v.city, ${OPEN_TO}
    from fair_registration r join fair f on f.id = r.fair_id join shared.enterprise e on e.id = r.enterprise_id join booth b on b.registration_id = r.id
    join venue v on v.id = b.venue_id join fair_registration_posting rp on rp.registration_id = r.id
    join shared.posting p on p.id = rp.posting_id left join booth_desk d on d.registration_id = r.id
    where r.fair_id = ${fairId} and r.status = 'approved' and e.status = 'verified' and p.status = 'published'
      and p.expires_at > (select app.now())
    order by v.ordinal, b.ordinal, p.title, p.id limit ${OFFERED_MAX}`.execute(db);
  return rows;
}
