import { type Kysely, sql } from "kysely";

/**
 * Lets readers of a fair's agreement read the enterprises and postings at the fair, whatever their home city,
 * until 30 days after the fair.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
-- Returns true if this enterprise takes part in a fair that the reader may see.
create function app.stands_at_fair(enterprise uuid, viewer_city text, slug_wanted text) returns boolean
  stable parallel safe language sql as $$
  select exists (select 1 from fair_registration r join fair f on f.id = r.fair_id join enterprise e on e.id = r.enterprise_id
    where r.enterprise_id = enterprise and r.status = 'approved' and e.status = 'verified'
      and f.status in ('registration', 'published', 'reported') and f.closes_at > app.now() - interval '30 days'
      and f.agreement_id in (select app.visible_agreements(viewer_city, slug_wanted, 'fair'))) $$;

-- Returns true if this posting is shown at a fair that the reader may see.
create function app.brought_to_fair(posting uuid, viewer_city text, slug_wanted text) returns boolean
  stable parallel safe language sql as $$
  select exists (select 1 from fair_registration_posting rp join fair_registration r on r.id = rp.registration_id
      join fair f on f.id = r.fair_id join enterprise e on e.id = r.enterprise_id
    where rp.posting_id = posting and r.status = 'approved' and e.status = 'verified'
      and f.status in ('registration', 'published', 'reported') and f.closes_at > app.now() - interval '30 days'
      and f.agreement_id in (select app.visible_agreements(viewer_city, slug_wanted, 'fair'))) $$;
`.execute(db);
}
