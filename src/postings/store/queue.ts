import { sql } from "kysely";
import type { DbOrTx } from "../../../db/client.ts";
import type { Actor } from "../../platform/core/actor.ts";
import { decidedBy } from "./offices.ts";

export type QueueRow = {
  kind: "posting" | "claim" | "enterprise";
  id: string;
  at: Date;
  /** `at` as text, exact to the microsecond, for the cursor of the next page. */
  key: string;
  homeCity: string;
  /** Name of the federation of the home city. */
  unionName: string;
  county: string | null;
  enterpriseId: string;
  employerName: string;
  employerStatus: string;
  statement: string | null;
  uscc: string | null;
  usccCheck: string | null;
  claimant: string | null;
  /** Account of the claimant, whose phone the officer may see; null for a posting or an enterprise. */
  claimantId: string | null;
  contactPhone: string | null;
  /** Reason of the last refusal of a registration that was corrected since. */
  refusalReason: string | null;
};

/**
 * Selects submitted postings, pending claims, and registered enterprises that are not verified, of the
 * actor's cities and counties. Postings of a suspended enterprise wait until it returns.
 */
const waiting = (actor: Actor) => sql`
  select 'posting' as kind, p.id, p.submitted_at as at, e.home_city, coalesce(e.county, p.county) as county,
    e.id as enterprise_id, e.name as employer_name, e.status as employer_status,
    null::text as statement, null::text as uscc, null::text as uscc_check, null::text as claimant,
    null::uuid as claimant_id, null::text as contact_phone, null::text as refusal_reason
  from posting p join shared.enterprise e on e.id = p.enterprise_id
  where p.status = 'submitted' and e.status <> 'suspended' and ${decidedBy(actor)}
  union all
  select 'claim', k.id, k.created_at, e.home_city, e.county, e.id, e.name, e.status,
    k.statement, k.uscc, k.uscc_check, a.name, a.id, null, null
  from shared.pending_claim k join shared.enterprise e on e.id = k.enterprise_id
  join shared.account a on a.id = k.account_id where ${decidedBy(actor, sql`e.county`)}
  union all
  select 'enterprise', e.id, e.updated_at, e.home_city, e.county, e.id, e.name, e.status,
    e.intro, e.uscc, e.uscc_check, e.contact_name, null, e.contact_phone, e.refusal_reason
  from shared.pending_registration e where ${decidedBy(actor, sql`e.county`)}`;

export async function selectQueue(
  db: DbOrTx,
  actor: Actor,
  q: { after: { at: string; id: string } | null; limit: number; ids?: readonly string[] },
): Promise<QueueRow[]> {
  const later = q.after ? sql`(w.at, w.id) > (${q.after.at}::timestamptz, ${q.after.id}::uuid)` : sql`true`;
  const among = q.ids ? sql`w.id = any(${[...q.ids]}::uuid[])` : sql`true`;
  const { rows } = await sql<QueueRow>`
    select w.*, c.federation_name as union_name, w.at::text as key
    from (${waiting(actor)}) w join city c on c.code = w.home_city
    where ${later} and ${among}
    order by w.at, w.id limit ${q.limit + 1}`.execute(db);
  return rows;
}

export async function countWaiting(db: DbOrTx, actor: Actor): Promise<Record<QueueRow["kind"], number>> {
  const { rows } = await sql<{ kind: QueueRow["kind"]; n: number }>`
    select w.kind, count(*)::int as n from (${waiting(actor)}) w group by 1`.execute(db);
  const counts = { posting: 0, claim: 0, enterprise: 0 };
  for (const { kind, n } of rows) counts[kind] = n;
  return counts;
}
