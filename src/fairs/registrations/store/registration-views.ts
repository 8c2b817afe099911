import { type RawBuilder, sql } from "kysely";
import type { DbOrTx } from "../../../../db/client.ts";
import type { OutgoingCommandState } from "../../../../db/schema/federation.ts";
import type { EnterpriseStatus, RegistrationStatus } from "../../../../db/schema/index.ts";
import type { WaitsFor } from "../schema.ts";
import type { TakenBooth } from "./booths.ts";
import { FROM, type Registration } from "./registrations.ts";

export type RegistrationRow = Registration & {
  title: string;
  opensAt: Date;
  hostCity: string;
  enterpriseName: string;
  enterpriseStatus: EnterpriseStatus;
  homeCity: string;
  county: string | null;
  industry: string | null;
  endorsingCityName: string;
  invited: boolean;
  booth: TakenBooth | null;
  wishes: { id: string; name: string }[];
  place: number | null;
  waitsFor: WaitsFor | null;
  postings: { id: string; title: string; headcount: number | null; live: boolean }[];
  createdKey: string;
  /** True unless another node hosts the fair. */
  hostedHere: boolean;
  /** Where the last act is that was sent to another node; null for a fair of this node. */
  delivery: RegistrationDelivery | null;
};

/** `conflict`: an edit that met a newer version, with what the home holds now. */
export type RegistrationDelivery = {
  type: string;
  state: OutgoingCommandState;
  reason: string | null;
  since: string;
  late: boolean;
  conflict: RegistrationConflict | null;
};
type Brought = { recruiters: number; wishNote: string | null; contactName: string; contactPhone: string };
export type RegistrationConflict = { mine: Brought; theirs: Brought & { status: RegistrationStatus } };

/** SQL of the columns of a `RegistrationRow`, over `FROM`. */
export const COLUMNS = sql`r.*, f.title, f.opens_at, f.host_city, e.name as enterprise_name, e.status as enterprise_status,
  e.home_city, e.county, e.industry, r.created_at::text as created_key,
  (select name from division where code = r.endorsing_city) as endorsing_city_name,
  exists (select 1 from fair_invitation i where i.registration_id = r.id) as invited,
  (select jsonb_build_object('id', b.id, 'code', b.code, 'venueId', b.venue_id, 'venueName', v.name)
    from booth b join venue v on v.id = b.venue_id where b.registration_id = r.id) as booth,
  (select coalesce(jsonb_agg(jsonb_build_object('id', v.id, 'name', v.name) order by array_position(r.venue_wishes, v.id)), '[]')
    from venue v where v.id = any(r.venue_wishes)) as wishes,
  app.is_hosted(f.host_city) as hosted_here,
  case when r.status = 'waitlisted' and app.is_hosted(f.host_city) then (select count(*)::int from fair_registration w
    where w.fair_id = r.fair_id and w.status = 'waitlisted' and (w.waitlisted_at, w.id) <= (r.waitlisted_at, r.id))
    when r.status = 'waitlisted' then (select told_place from sent_registration where registration_id = r.id) end as place,
  (select jsonb_build_object('type', c.type, 'state', c.state, 'late', c.created_at < app.now() - interval '1 day',
      'reason', case when c.state = 'refused' then substring(c.answer from '"code":"([A-Z_]+)"') end,
      'since', to_char(c.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      'conflict', case when s.conflict is not null then jsonb_build_object('mine', s.conflict, 'theirs', s.told) end)
    from sent_registration s join shared.command_standing c
      on c.subject_kind = 'fairRegistration' and c.subject_id = s.registration_id::text
    where s.registration_id = r.id order by c.created_at desc, c.id desc limit 1) as delivery,
  case when r.status <> 'waitlisted' then null
    when not app.is_hosted(f.host_city) then coalesce((select told ->> 'waitsFor' from sent_registration where registration_id = r.id), 'BOOTHS')
    when exists (select 1 from fair_city c where c.fair_id = r.fair_id and c.city = r.endorsing_city and c.booths_taken >= c.quota)
      and exists (select 1 from booth b where b.fair_id = r.fair_id and b.registration_id is null and not b.closed)
    then 'QUOTA' else 'BOOTHS' end as waits_for,
  (select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'title', p.title, 'headcount', p.headcount,
      'live', p.status = 'published' and p.expires_at > (select app.now())) order by p.title, p.id), '[]')
    from fair_registration_posting rp join shared.posting p on p.id = rp.posting_id
    where rp.registration_id = r.id) as postings`;

/** How people meet a booth besides in its hall: in an online room, at interview slots. */
export type Meets = { room: boolean; slots: boolean };

const meets = (id: string) => sql`jsonb_build_object(
  'room', exists (select from booth_desk where registration_id = ${id}::uuid and meeting_url is not null),
  'slots', exists (select from interview_slot where registration_id = ${id}::uuid))`;

export async function selectMeets(db: DbOrTx, id: string): Promise<Meets> {
  const { rows } = await sql<{ meets: Meets }>`select ${meets(id)} as meets`.execute(db);
  return rows[0]?.meets ?? { room: false, slots: false };
}

type Exhibitor = { id: string; fairId: string; enterpriseId: string; endorsingCity: string };

/**
 * Returns SQL for an exhibitor's public payload. `stands` is false if it is no longer shown at the fair; the
 * payload is then null.
 */
export const exhibitorPayload = (of: Exhibitor, stands: boolean): RawBuilder<unknown> =>
  stands
    ? sql`  (select jsonb_build_object('fairId', ${of.fairId}::text, 'enterpriseId', ${of.enterpriseId}::text,
      'endorsingCity', ${of.endorsingCity}::text, 'venueId', b.venue_id, 'booth', b.code,
      'postingIds', (select coalesce(jsonb_agg(rp.posting_id order by rp.posting_id), '[]')
        from fair_registration_posting rp where rp.registration_id = ${of.id}::uuid),
      'enterprise', (select jsonb_build_object('home', e.home_city, 'name', e.name, 'verified', e.status = 'verified')
        from shared.enterprise e where e.id = ${of.enterpriseId}::uuid), 'meets', ${meets(of.id)})
    from booth b where b.registration_id = ${of.id}::uuid)`
    : sql`null`;

/** Returns SQL for the name of an agreement that is the same on every node. */
export const agreementReference = (id: string): RawBuilder<string> =>
  sql`app.agreement_reference(${id}::uuid)`;

export async function selectRegistration(db: DbOrTx, id: string): Promise<RegistrationRow | undefined> {
  const { rows } = await sql<RegistrationRow>`select ${COLUMNS} from ${FROM} where r.id = ${id}`.execute(db);
  return rows[0];
}

/** Selects the names of the enterprises by registration id, for these registrations of a fair. */
export async function namesOfRegistrations(
  db: DbOrTx,
  fairId: string,
  ids: readonly string[],
): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: string; name: string }>`
    select r.id, e.name from ${FROM} where r.fair_id = ${fairId} and r.id = any(${ids}::uuid[])`.execute(db);
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Selects the names of cities by code. */
export async function namesOfCities(db: DbOrTx, codes: readonly string[]): Promise<Map<string, string>> {
  if (codes.length === 0) return new Map();
  const { rows } = await sql<{ code: string; name: string }>`
    select code, name from division where code = any(${codes}::text[])`.execute(db);
  return new Map(rows.map(({ code, name }) => [code, name]));
}
