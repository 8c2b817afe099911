import { sql } from "kysely";
import type { DbOrTx } from "../../../../db/client.ts";
import type { ApplicationStatus } from "../../../../db/schema/index.ts";

export type VisitRow = {
  id: string;
  accountId: string | null;
  callName: string | null;
  canDo: string | null;
  /** Occupation ids of the card, if a valid consent includes them. */
  skills: string[];
  /** True if a valid consent includes the phone. */
  phoneShared: boolean;
  consented: boolean;
  applicationId: string | null;
  createdAt: Date;
  createdKey: string;
  applications: { id: string; title: string; status: ApplicationStatus }[];
  intents: { id: string; postingId: string; title: string; startedOn: string | null }[];
};

/**
 * SQL join: the card that a valid consent lets the enterprise read. Of several consents, it uses that of the
 * newest application.
 */
const CARD = sql`left join lateral (
  select a.id as application_id, k.call_name, k.skills, 'phone' = any(k.fields) as phone_shared
  from shared.application a join shared.card k on k.consent_id = a.consent_id
  where a.account_id = v.account_id and a.enterprise_id = r.enterprise_id order by a.created_at desc limit 1) card on true`;

/**
 * Selects the visits of a booth, newest first. Of each card, it selects only the fields that the person's
 * consent includes. Selects none while the enterprise is suspended.
 */
export async function selectVisits(
  db: DbOrTx,
  registrationId: string,
  { limit, after = null }: { limit: number; after?: { createdKey: string; id: string } | null },
): Promise<VisitRow[]> {
  const before = after
    ? sql`(v.created_at, v.id) < (${after.createdKey}::timestamptz, ${after.id}::uuid)`
    : sql`true`;
  const { rows } = await sql<VisitRow>`
    select v.id, v.account_id, coalesce(card.call_name, v.call_name) as call_name, v.can_do,
      coalesce(card.skills, '{}') as skills, coalesce(card.phone_shared, false) as phone_shared,
      card.application_id is not null as consented, card.application_id, v.created_at,
      v.created_at::text as created_key,
      (select coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'title', p.title, 'status', a.status) order by a.created_at), '[]')
        from shared.application a join shared.posting p on p.id = a.posting_id
        where a.account_id = v.account_id and a.enterprise_id = r.enterprise_id) as applications,
      (select coalesce(jsonb_agg(jsonb_build_object('id', i.id, 'postingId', i.posting_id, 'title', p.title,
          'startedOn', coalesce(a.started_on, i.started_on)) order by i.created_at), '[]')
        from fair_intent i join shared.posting p on p.id = i.posting_id left join shared.application a
          on a.account_id = i.person_id and a.posting_id = i.posting_id where i.visit_id = v.id) as intents
    from booth_visit v join fair_registration r on r.id = v.registration_id
    join shared.enterprise e on e.id = r.enterprise_id and e.status <> 'suspended' ${CARD}
    where v.registration_id = ${registrationId} and ${before}
    order by v.created_at desc, v.id desc limit ${limit}`.execute(db);
  return rows;
}

/** Returns the number of visits of a booth. */
export async function countVisits(db: DbOrTx, registrationId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from booth_visit where registration_id = ${registrationId}`.execute(db);
  return rows[0]?.n ?? 0;
}
