import { sql } from "kysely";
import type { DbOrTx, Tx } from "../../../../db/client.ts";
import type { InterviewKind, QueueKind, QueueStatus } from "../../../../db/schema/index.ts";

export type NewEntry = {
  id: string;
  fairId: string;
  registrationId: string;
  kind: QueueKind;
  personId: string;
  ticketId: string;
  accountId: string | null;
  interviewId: string | null;
  dueAt: Date | null;
};

/** Locks a booth's queue until the transaction ends, so that one change runs at a time. */
export async function lockBoothQueue(tx: Tx, registrationId: string): Promise<void> {
  await sql`insert into booth_desk (registration_id) values (${registrationId}) on conflict do nothing`.execute(
    tx,
  );
  await sql`select 1 from booth_desk where registration_id = ${registrationId} for update`.execute(tx);
}

/**
 * Inserts entries into the queues of their booths in the given order, each with the booth's next number. A
 * person with an open entry keeps its number; if it still waits, it takes over the new entry's interview.
 */
export async function insertEntries(tx: Tx, entries: readonly NewEntry[]): Promise<void> {
  const byBooth = new Map<string, NewEntry[]>();
  for (const entry of entries)
    byBooth.set(entry.registrationId, [...(byBooth.get(entry.registrationId) ?? []), entry]);
  for (const registrationId of [...byBooth.keys()].sort()) {
    await lockBoothQueue(tx, registrationId);
    const all = byBooth.get(registrationId) ?? [];
    const each = <K extends keyof NewEntry>(key: K) => all.map((entry) => entry[key]);
    await sql`
      with made as (
        insert into queue_entry (id, fair_id, registration_id, number, kind, status, person_id, ticket_id, account_id,
          interview_id, due_at)
        select n.id, n.fair_id, ${registrationId}::uuid, d.last_number + n.place, n.kind, 'waiting', n.person_id,
          n.ticket_id, n.account_id, n.interview_id, n.due_at
        from unnest(${each("id")}::uuid[], ${each("fairId")}::uuid[], ${each("kind")}::text[], ${each("personId")}::uuid[],
          ${each("ticketId")}::uuid[], ${each("accountId")}::uuid[], ${each("interviewId")}::uuid[],
          ${each("dueAt")}::timestamptz[]) with ordinality
          as n(id, fair_id, kind, person_id, ticket_id, account_id, interview_id, due_at, place),
          booth_desk d where d.registration_id = ${registrationId}
        on conflict (registration_id, person_id) where status in ('waiting','called','serving') do update set
          kind = excluded.kind, interview_id = excluded.interview_id, due_at = excluded.due_at
          where queue_entry.status = 'waiting' and excluded.interview_id is not null
        returning number)
      update booth_desk set last_number = greatest(last_number, (select max(number) from made))
      where registration_id = ${registrationId} and exists (select 1 from made)`.execute(tx);
  }
}

export type QueueEntry = {
  id: string;
  registrationId: string;
  fairId: string;
  number: number;
  kind: QueueKind;
  status: QueueStatus;
  personId: string;
  accountId: string | null;
  interviewId: string | null;
  slotId: string | null;
  slotKind: InterviewKind | null;
  remote: boolean;
  dueAt: Date | null;
  joinedAt: Date;
  recruiter: number | null;
  calledAt: Date | null;
  servedAt: Date | null;
  /** True if another booth has called the person or is talking to the person. */
  elsewhere: boolean;
};

const ENTRY = sql`q.id, q.registration_id, q.fair_id, q.number, q.kind, q.status, q.person_id, q.account_id,
  q.interview_id, i.slot_id, s.kind as slot_kind, coalesce(i.remote, q.kind = 'remote') as remote, q.due_at, q.joined_at,
  q.recruiter, q.called_at, q.served_at, exists (select 1 from queue_entry o where o.fair_id = q.fair_id
    and o.person_id = q.person_id and o.registration_id <> q.registration_id
    and o.status in ('called','serving')) as elsewhere
  from queue_entry q left join interview i on i.id = q.interview_id left join interview_slot s on s.id = i.slot_id`;
/** SQL condition: the queue entry `q` is not over. */
export const OPEN = sql`q.status in ('waiting','called','serving')`;

/** Selects the open entries of these booths, by booth and number. */
export async function selectOpen(db: DbOrTx, registrationIds: readonly string[]): Promise<QueueEntry[]> {
  const { rows } = await sql<QueueEntry>`
    select ${ENTRY} where q.registration_id = any(${registrationIds}::uuid[]) and ${OPEN}
    order by q.registration_id, q.number`.execute(db);
  return rows;
}

export async function lockEntry(tx: Tx, id: string): Promise<QueueEntry | undefined> {
  const { rows } = await sql<QueueEntry>`select ${ENTRY} where q.id = ${id} for update of q`.execute(tx);
  return rows[0];
}

/** Locks the tickets of these entries, so that two booths cannot call one person at the same time. */
export async function lockPeople(tx: Tx, entryIds: readonly string[]): Promise<void> {
  await sql`
    select 1 from fair_ticket where id in (select ticket_id from queue_entry where id = any(${entryIds}::uuid[]))
    order by id for update`.execute(tx);
}

/**
 * Calls a waiting entry. Returns false if it no longer waits, or if its person is called or served under
 * another entry.
 */
export async function markCalled(tx: Tx, id: string, recruiter: number): Promise<boolean> {
  const { rows } = await sql`
    update queue_entry q set status = 'called', recruiter = ${recruiter}, called_at = app.now()
    where id = ${id} and status = 'waiting' and not exists (select 1 from queue_entry o where o.fair_id = q.fair_id
      and o.person_id = q.person_id and o.id <> q.id and o.status in ('called','serving')) returning id`.execute(
    tx,
  );
  return rows.length > 0;
}

/**
 * Ends one open entry, or those that a recruiter serves. Also sets the status of their booked interviews.
 * Returns the number of entries.
 */
export async function endEntries(
  tx: Tx,
  which: { id: string } | { registrationId: string; recruiter: number },
  as: { status: "done" | "left"; noShow?: boolean; interview: "done" | "noShow" | "cancelled" },
): Promise<number> {
  const those =
    "id" in which
      ? sql`id = ${which.id}`
      : sql`registration_id = ${which.registrationId} and recruiter = ${which.recruiter} and status = 'serving'`;
  const { rows } = await sql<{ interviewId: string | null }>`
    update queue_entry set status = ${as.status}, no_show = ${as.noShow ?? false}, ended_at = app.now()
    where ${those} and status in ('waiting','called','serving') returning interview_id`.execute(tx);
  const interviews = rows.flatMap(({ interviewId }) => (interviewId ? [interviewId] : []));
  if (interviews.length > 0)
    await sql`
      update interview set status = ${as.interview} where id = any(${interviews}::uuid[]) and status = 'booked'`.execute(
      tx,
    );
  return rows.length;
}

/** A queue entry that somebody else than its person ended or changed. */
export type Closed = { id: string; fairId: string; accountId: string | null };

/**
 * Handles the waiting walk-ins of a booth that moved, if their tickets are for another hall than `venueId`. A
 * person with an account continues online if the booth has a meeting room; otherwise the entry ends. Called
 * people and those served keep their turns.
 */
export async function moveWalkIns(
  tx: Tx,
  registrationId: string,
  venueId: string,
): Promise<{ remote: Closed[]; closed: Closed[] }> {
  await lockBoothQueue(tx, registrationId);
  const there = sql`queue_entry q set`;
  const who = sql`from fair_ticket t where t.id = q.ticket_id and q.registration_id = ${registrationId}
    and q.status = 'waiting' and q.kind = 'walkIn' and t.venue_id <> ${venueId}`;
  const back = sql`returning q.id, q.fair_id, q.account_id`;
  const remote = await sql<Closed>`update ${there} kind = 'remote' ${who} and q.account_id is not null
    and exists (select 1 from booth_desk d where d.registration_id = q.registration_id and d.meeting_url is not null)
    ${back}`.execute(tx);
  const closed =
    await sql<Closed>`update ${there} status = 'left', ended_at = app.now() ${who} ${back}`.execute(tx);
  return { remote: remote.rows, closed: closed.rows };
}

/** Returns the minutes of the last ten talks of each of these booths, by registration id. */
export async function lastServed(
  db: DbOrTx,
  registrationIds: readonly string[],
): Promise<Map<string, number[]>> {
  const { rows } = await sql<{ registrationId: string; minutes: number[] }>`
    select b.id as registration_id, array_agg(extract(epoch from t.ended_at - t.served_at)::float8 / 60) as minutes
    from unnest(${registrationIds}::uuid[]) as b(id), lateral (
      select ended_at, served_at from queue_entry where registration_id = b.id and status = 'done'
        and served_at is not null order by ended_at desc limit 10) t group by b.id`.execute(db);
  return new Map(rows.map(({ registrationId, minutes }) => [registrationId, minutes]));
}

export type HallLine = {
  registrationId: string;
  boothCode: string;
  enterpriseName: string;
  recruiters: number;
};

/** Selects the booths of a hall in the order of its grid. Only approved ones of verified enterprises. */
export async function boothsOfHall(db: DbOrTx, fairId: string, venueId: string): Promise<HallLine[]> {
  const { rows } = await sql<HallLine>`
    select r.id as registration_id, b.code as booth_code, e.name as enterprise_name, r.recruiters
    from booth b join fair_registration r on r.id = b.registration_id join shared.enterprise e on e.id = r.enterprise_id
    where b.fair_id = ${fairId} and b.venue_id = ${venueId} and r.status = 'approved' and e.status = 'verified'
    order by b.ordinal`.execute(db);
  return rows;
}

export type OwnEntry = QueueEntry & {
  enterpriseName: string;
  boothCode: string;
  venueName: string;
  recruiters: number;
  meetingUrl: string | null;
};

/** Selects a person's open queue entries at a fair. */
export async function entriesOf(db: DbOrTx, fairId: string, personId: string): Promise<OwnEntry[]> {
  const { rows } = await sql<OwnEntry>`
    select o.*, e.name as enterprise_name, b.code as booth_code, v.name as venue_name, r.recruiters, d.meeting_url
    from (select ${ENTRY} where q.fair_id = ${fairId} and q.person_id = ${personId} and ${OPEN}) o
    join fair_registration r on r.id = o.registration_id join shared.enterprise e on e.id = r.enterprise_id
    join booth b on b.registration_id = r.id join venue v on v.id = b.venue_id
    left join booth_desk d on d.registration_id = r.id order by o.due_at nulls last, o.joined_at`.execute(db);
  return rows;
}
