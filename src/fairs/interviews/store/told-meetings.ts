import { sql } from "kysely";
import type { DbOrTx, Tx } from "../../../../db/client.ts";
import type { ToldMeetingKind } from "../../../../db/schema/index.ts";
import type { ToldBoothDay, ToldBoothTurn, ToldTurn } from "../remote/schema.ts";

export type TurnRow = {
  id: string;
  registrationId: string;
  personId: string;
  told: ToldTurn;
  rev: number;
  leftAt: Date | null;
};

/** Selects a turn at a fair of another node, and locks it. */
export async function lockTurn(tx: Tx, id: string): Promise<TurnRow | undefined> {
  const { rows } = await sql<TurnRow>`
    select id, registration_id, person_id, told, rev, left_at from told_meeting
    where kind = 'queueTurn' and id = ${id}::uuid for update`.execute(tx);
  return rows[0];
}

type NewVersion = {
  kind: ToldMeetingKind;
  id: string;
  home: string;
  fairId: string;
  registrationId: string;
  personId: string | null;
  told: unknown;
  rev: number;
};

/**
 * Keeps what a host told, if it is newer. Returns false if the booth is none of a fair of that host here, or,
 * without a person, not one of an own enterprise.
 */
export async function putTold(tx: Tx, version: NewVersion): Promise<boolean> {
  const { kind, id, home, fairId, registrationId, personId, told, rev } = version;
  const { rows } = await sql`
    with booth as (
      select r.id from fair_registration r join fair f on f.id = r.fair_id
      where r.id = ${registrationId}::uuid and f.id = ${fairId}::uuid and f.host_city = ${home}
        and (${personId}::uuid is not null or app.is_hosted(r.endorsing_city))),
    newer as (
      insert into told_meeting as t (kind, id, registration_id, person_id, told, rev)
      select ${kind}, ${id}::uuid, booth.id, ${personId}::uuid, ${JSON.stringify(told)}::jsonb, ${rev} from booth
      on conflict (kind, id) do update set told = excluded.told, rev = excluded.rev
      where t.rev < excluded.rev and t.registration_id = excluded.registration_id
        and t.person_id is not distinct from excluded.person_id)
    select 1 from booth`.execute(tx);
  return rows.length > 0;
}

/** A turn of a person with the booth as it is known here. */
export type OwnTurn = TurnRow & {
  enterpriseName: string;
  boothCode: string | null;
  venueName: string | null;
  posting: string | null;
};

/** SQL condition: the person has neither given the turn `t` up nor is it over. */
const STANDS = sql`(t.left_at is null or t.told->>'status' = 'serving')`;

/**
 * Selects a person's turns at a fair of another node, in the order of their times. Those given up are left
 * out.
 */
export async function selectOwnTurns(db: DbOrTx, fairId: string, personId: string): Promise<OwnTurn[]> {
  const { rows } = await sql<OwnTurn>`
    select t.id, t.registration_id, t.person_id, t.told, t.rev, t.left_at, e.name as enterprise_name,
      b.code as booth_code, v.name as venue_name, p.title as posting
    from told_meeting t join fair_registration r on r.id = t.registration_id
    join shared.enterprise e on e.id = r.enterprise_id left join booth b on b.registration_id = r.id
    left join venue v on v.id = b.venue_id left join shared.posting p on p.id = (t.told->'interview'->>'postingId')::uuid
    where t.kind = 'queueTurn' and t.person_id = ${personId}::uuid and r.fair_id = ${fairId}::uuid and ${STANDS}
    order by t.told->>'dueAt' nulls last, t.id`.execute(db);
  return rows;
}

/** Gives a person's waiting or called turns at a booth up. Returns the id, at most one. */
export async function giveTurnUp(
  tx: Tx,
  of: { registrationId: string; personId: string },
): Promise<{ id: string }[]> {
  const { rows } = await sql<{ id: string }>`
    update told_meeting t set left_at = app.now()
    where kind = 'queueTurn' and registration_id = ${of.registrationId}::uuid and person_id = ${of.personId}::uuid
      and left_at is null and told->>'status' in ('waiting','called') returning id`.execute(tx);
  return rows;
}

/** Takes back that a person gave turns at a booth up, because the host says that the talk has begun. */
export async function keepTurns(tx: Tx, of: { registrationId: string; personId: string }): Promise<void> {
  await sql`
    update told_meeting set left_at = null where kind = 'queueTurn' and registration_id = ${of.registrationId}::uuid
      and person_id = ${of.personId}::uuid and told->>'status' not in ('done','left')`.execute(tx);
}

export type BoothTurnRow = {
  id: string;
  told: ToldBoothTurn;
  posting: string | null;
  callName: string | null;
  /** The person and the application whose consent gives the name; null without a name. */
  shown: { accountId: string; applicationId: string } | null;
};

/**
 * Selects the turns at a booth of an own enterprise at a fair of another node, by number. `callName` is null
 * unless a valid consent lets the enterprise read it. The person's home tells the application; that of an own
 * person is found by the turn.
 */
export async function selectBoothTurns(db: DbOrTx, registrationId: string): Promise<BoothTurnRow[]> {
  const { rows } = await sql<BoothTurnRow>`
    select t.id, t.told, p.title as posting, card.call_name, card.shown
    from told_meeting t join fair_registration r on r.id = t.registration_id
    left join told_meeting o on o.kind = 'queueTurn' and o.id = t.id
    left join turn_application l on l.turn_id = t.id
    left join lateral (
      select k.call_name, jsonb_build_object('accountId', a.account_id, 'applicationId', a.id) as shown
      from shared.application a join shared.card k on k.consent_id = a.consent_id
      where a.enterprise_id = r.enterprise_id and 'callName' = any(k.fields)
        and (a.account_id = o.person_id or a.id = l.application_id and app.away_city(a.account_id) = l.home_city)
      order by a.created_at desc limit 1) card on true
    left join shared.posting p on p.id = (t.told->'interview'->>'postingId')::uuid
    where t.kind = 'boothTurn' and t.registration_id = ${registrationId}::uuid
    order by (t.told->>'number')::int`.execute(db);
  return rows;
}

/** Returns slots and meeting room of such a booth. Undefined if its host has told none. */
export async function selectBoothDay(db: DbOrTx, registrationId: string): Promise<ToldBoothDay | undefined> {
  const { rows } = await sql<{ told: ToldBoothDay }>`
    select told from told_meeting where kind = 'boothDay' and id = ${registrationId}::uuid`.execute(db);
  return rows[0]?.told;
}

/**
 * How far the newest acts of a person or booth at a fair of another node are. `waiting` counts those too
 * whose answer came just now: the host's records follow it by a second.
 */
export type Sending = { waiting: number; answer: string | null; refused: boolean; expired: boolean };

/** Selects it from the commands of these types in the last day. `answer` is that of the newest one. */
export async function selectSending(
  db: DbOrTx,
  { kind, id, types }: { kind: string; id: string; types: readonly string[] },
): Promise<Sending> {
  const { rows } = await sql<Sending>`
    select count(*) filter (where state = 'waiting'
        or state = 'done' and settled_at > (select app.now()) - interval '3 seconds')::int as waiting,
      (array_agg(answer order by created_at desc, id desc))[1] as answer,
      coalesce((array_agg(state order by created_at desc, id desc))[1] = 'refused', false) as refused,
      coalesce((array_agg(state order by created_at desc, id desc))[1] = 'expired', false) as expired
    from shared.command_standing where subject_kind = ${kind} and subject_id = ${id} and type = any(${[...types]}::text[])
      and created_at > (select app.now()) - interval '1 day'`.execute(db);
  return rows[0] ?? { waiting: 0, answer: null, refused: false, expired: false };
}

/** A booked interview at a fair of another node whose person is to be reminded. */
export type SoonTurn = { id: string; accountId: string; fairId: string };

/** Selects interviews that start within `withinMin` minutes and have no reminder yet. */
export async function selectSoonTurns(db: DbOrTx, withinMin: number, limit: number): Promise<SoonTurn[]> {
  const { rows } = await sql<SoonTurn>`
    select t.id, t.person_id as account_id, r.fair_id from told_meeting t
    join fair_registration r on r.id = t.registration_id join fair f on f.id = r.fair_id
    where t.kind = 'queueTurn' and f.closes_at > (select app.now()) and t.left_at is null
      and t.told->'interview'->>'status' = 'booked' and t.told->>'status' = 'waiting'
      and (t.told->'interview'->>'startsAt')::timestamptz > (select app.now())
      and (t.told->'interview'->>'startsAt')::timestamptz <= (select app.now()) + make_interval(mins => ${withinMin})
      and not exists (select 1 from app.notice_sent n where n.to_kind = 'account' and n.to_id = t.person_id::text
        and n.cause = 'interview:' || t.id || ':soon')
    order by t.id limit ${limit}`.execute(db);
  return rows;
}
