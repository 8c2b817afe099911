import { sql } from "kysely";
import type { DbOrTx, Tx } from "../../../../db/client.ts";

export type AskKind = "turn" | "wish";
export type NewRefusal = {
  personId: string;
  registrationId: string;
  kind: AskKind;
  postingId: string | null;
  refusal: string;
};

/** Keeps that a host refused what a person asked for. A newer refusal replaces the one before. */
export async function keepRefusals(tx: Tx, refusals: readonly NewRefusal[]): Promise<void> {
  for (const { personId, registrationId, kind, postingId, refusal } of refusals)
    await sql`
      insert into refused_ask (person_id, registration_id, kind, posting_id, refusal)
      select ${personId}::uuid, id, ${kind}, ${postingId}::uuid, ${refusal} from fair_registration
      where id = ${registrationId}::uuid
      on conflict (person_id, registration_id, kind) do update set posting_id = excluded.posting_id,
        refusal = excluded.refusal, refused_at = app.now()`.execute(tx);
}

/** Deletes a person's refusals at these booths: of one kind, or both. Returns how many. */
export async function dropRefusals(
  tx: Tx,
  of: { personId: string; registrationIds: readonly string[]; kind?: AskKind },
): Promise<number> {
  const { rows } = await sql`
    delete from refused_ask where person_id = ${of.personId}::uuid
      and registration_id = any(${[...of.registrationIds]}::uuid[]) and kind = coalesce(${of.kind ?? null}, kind)
    returning 1`.execute(tx);
  return rows.length;
}

export type OwnRefusal = {
  registrationId: string;
  kind: AskKind;
  postingId: string | null;
  posting: string | null;
  enterprise: string;
  refusal: string;
};

/** Selects what hosts refused to a person at a fair, the newest first. */
export async function selectOwnRefusals(db: DbOrTx, fairId: string, personId: string): Promise<OwnRefusal[]> {
  const { rows } = await sql<OwnRefusal>`
    select a.registration_id, a.kind, a.posting_id, p.title as posting, e.name as enterprise, a.refusal
    from refused_ask a join fair_registration r on r.id = a.registration_id
    join shared.enterprise e on e.id = r.enterprise_id left join shared.posting p on p.id = a.posting_id
    where a.person_id = ${personId}::uuid and r.fair_id = ${fairId}::uuid
    order by a.refused_at desc, a.registration_id, a.kind`.execute(db);
  return rows;
}

/** A person at a fair. Commands name both as `fair/person`. */
type Visit = { fairId: string; personId: string };
const ACTS = ({ fairId, personId }: Visit) =>
  sql`shared.command_standing where subject_kind = 'fairVisitor' and subject_id = ${`${fairId}/${personId}`}`;

/** Returns true if the host has wishes of the person before it that it has not answered. */
export async function hasWaitingWishes(db: DbOrTx, visit: Visit): Promise<boolean> {
  const { rows } = await sql`
    select 1 from ${ACTS(visit)} and type = 'wishInterviews' and state = 'waiting' limit 1`.execute(db);
  return rows.length > 0;
}

/**
 * Selects the wishes that the host holds, in their order: those that it accepted last, without booths whose
 * turn the person has given up since.
 */
export async function selectHeldWishes(
  db: DbOrTx,
  visit: Visit,
): Promise<{ registrationId: string; postingId: string }[]> {
  const { rows } = await sql<{ registrationId: string; postingId: string }>`
    with held as (
      select body::jsonb->'payload'->'postingIds' as ids, created_at from ${ACTS(visit)}
        and type = 'wishInterviews' and state = 'done' order by created_at desc, id desc limit 1)
    select distinct on (n.nth) r.id as registration_id, rp.posting_id
    from held, jsonb_array_elements_text(held.ids) with ordinality as n(id, nth)
    join fair_registration_posting rp on rp.posting_id = n.id::uuid
    join fair_registration r on r.id = rp.registration_id and r.fair_id = ${visit.fairId}::uuid
    where r.id::text not in (select body::jsonb->'payload'->>'registrationId' from ${ACTS(visit)}
      and type = 'leaveQueue' and state in ('waiting','done') and created_at > held.created_at)
    order by n.nth, r.id`.execute(db);
  return rows;
}
