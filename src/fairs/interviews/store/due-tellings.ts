import { sql } from "kysely";
import type { Tx } from "../../../../db/client.ts";
import { rowList } from "../../../../db/row-list.ts";
import type { ToldMeetingKind } from "../../../../db/schema/index.ts";

export type DueTelling = {
  kind: ToldMeetingKind;
  id: string;
  fairId: string;
  /** The host, and the city of another node that is told. */
  city: string;
  receiver: string;
  /** The person of that city whose turn it is. Null in what an enterprise's city is told. */
  personId: string | null;
  value: Record<string, unknown>;
  digest: string;
};

const iso = (column: string) =>
  sql.raw(`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`);
/** Records told in one transaction. */
const BATCH = 200;

const TURN = sql`jsonb_build_object('fairId', q.fair_id, 'registrationId', q.registration_id, 'number', q.number,
  'kind', q.kind, 'status', q.status, 'noShow', q.no_show, 'remote', coalesce(i.remote, q.kind = 'remote'),
  'dueAt', ${iso("q.due_at")}, 'recruiter', q.recruiter, 'calledAt', ${iso("q.called_at")},
  'interview', case when i.id is not null then jsonb_build_object('startsAt', ${iso("i.starts_at")},
    'endsAt', ${iso("i.ends_at")}, 'postingId', i.posting_id, 'group', s.kind = 'group', 'recruiter', s.recruiter,
    'status', i.status) end)`;
const TURNS = sql`queue_entry q on q.fair_id = f.id left join interview i on i.id = q.interview_id
  left join interview_slot s on s.id = i.slot_id`;
/** The room opens to a person who is booked or called. */
const ROOM = sql`case when coalesce(i.remote, q.kind = 'remote')
  and (q.status in ('called','serving') or q.kind = 'booked' and q.status = 'waiting') then d.meeting_url end`;

/**
 * Selects turns and booths of own fairs of which another node lacks the newest version: turns of its people,
 * and turns, slots and meeting rooms at booths of its enterprises. Until a day after the close. Tickets of
 * people of other nodes have a `told_rev`; that of other entries is not looked up.
 */
export async function selectDueTellings(tx: Tx): Promise<DueTelling[]> {
  const { rows } = await sql<DueTelling>`/* planned */
    with f as (
      select id, host_city from fair where host_city in (select app.hosted_cities()) and status = 'published'
        and closes_at > (select app.now()) - interval '1 day'),
    shown as (
      select 'queueTurn' as kind, q.id, f.id as fair_id, f.host_city as city, app.away_city(q.account_id) as receiver,
        q.account_id as person_id, ${TURN} || jsonb_build_object('meetingUrl', ${ROOM}) as value
      from f join ${TURNS} join fair_ticket k on k.id = q.ticket_id and k.told_rev is not null
        left join booth_desk d on d.registration_id = q.registration_id
      where app.away_city(q.account_id) is not null
      union all
      select 'boothTurn', q.id, f.id, f.host_city, r.endorsing_city, null, ${TURN} || jsonb_build_object(
        'joinedAt', ${iso("q.joined_at")}, 'servedAt', ${iso("q.served_at")}, 'endedAt', ${iso("q.ended_at")})
      from f join ${TURNS} join fair_registration r on r.id = q.registration_id
      where r.endorsing_city not in (select app.hosted_cities())
      union all
      select 'boothDay', r.id, f.id, f.host_city, r.endorsing_city, null, jsonb_build_object('fairId', f.id,
        'registrationId', r.id, 'meetingUrl', d.meeting_url, 'slots', coalesce((
          select jsonb_agg(jsonb_build_object('id', s.id, 'recruiter', s.recruiter, 'startsAt', ${iso("s.starts_at")},
            'endsAt', ${iso("s.ends_at")}, 'kind', s.kind, 'capacity', s.capacity, 'taken', (select count(*)
              from interview i where i.slot_id = s.id and i.status in ('booked','done'))) order by s.starts_at, s.recruiter)
          from interview_slot s where s.registration_id = r.id), '[]'))
      from f join fair_registration r on r.fair_id = f.id and r.status = 'approved'
        left join booth_desk d on d.registration_id = r.id
      where r.endorsing_city not in (select app.hosted_cities()))
    select n.kind, n.id, n.fair_id, n.city, n.receiver, n.person_id, n.value, md5(n.value::text) as digest
    from shown n left join meeting_telling t on t.kind = n.kind and t.id = n.id
    where t.told is distinct from md5(n.value::text) order by n.kind, n.id limit ${BATCH}`.execute(tx);
  return rows;
}

/** Marks a version as told. Returns its number, or null if another process has just told it. */
export async function markMeetingTold(
  tx: Tx,
  { kind, id, fairId, digest }: Pick<DueTelling, "kind" | "id" | "fairId" | "digest">,
): Promise<number | null> {
  const { rows } = await sql<{ rev: number }>`
    insert into meeting_telling as t (kind, id, fair_id, rev, told)
    values (${kind}, ${id}::uuid, ${fairId}::uuid, 1, ${digest})
    on conflict (kind, id) do update set rev = t.rev + 1, told = excluded.told where t.told <> excluded.told
    returning rev`.execute(tx);
  return rows[0]?.rev ?? null;
}

/** Marks those of the records as due that were told in exactly these versions. Returns their number. */
export async function markMeetingsDue(
  tx: Tx,
  { kind, records }: { kind: ToldMeetingKind; records: readonly { id: string; rev: number }[] },
): Promise<number> {
  const { rows } = await sql`
    update meeting_telling t set told = '' from ${rowList(records, { id: "uuid", rev: "int" })}
    where t.kind = ${kind} and t.id = n.id and t.rev = n.rev and t.told <> '' returning 1`.execute(tx);
  return rows.length;
}
