import { type Kysely, sql } from "kysely";

/**
 * The fair's agreement may read what an enterprise shows at a fair until a month after it, wherever its home
 * is.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
-- Does this enterprise stand at a fair that the reader may see?
create function app.stands_at_fair(enterprise uuid, viewer_city text, slug_wanted text) returns boolean
  stable parallel safe language sql as $$
  select exists (select 1 from fair_registration r join fair f on f.id = r.fair_id join enterprise e on e.id = r.enterprise_id
    where r.enterprise_id = enterprise and r.status = 'approved' and e.status = 'verified'
      and f.status in ('registration', 'published', 'reported') and f.closes_at > app.now() - interval '30 days'
      and f.agreement_id in (select app.visible_agreements(viewer_city, slug_wanted, 'fair'))) $$;

-- Is this posting brought to such a fair?
create function app.brought_to_fair(posting uuid, viewer_city text, slug_wanted text) returns boolean
  stable parallel safe language sql as $$
  select exists (select 1 from fair_registration_posting rp join fair_registration r on r.id = rp.registration_id
      join fair f on f.id = r.fair_id join enterprise e on e.id = r.enterprise_id
    where rp.posting_id = posting and r.status = 'approved' and e.status = 'verified'
      and f.status in ('registration', 'published', 'reported') and f.closes_at > app.now() - interval '30 days'
      and f.agreement_id in (select app.visible_agreements(viewer_city, slug_wanted, 'fair'))) $$;
`.execute(db);
}
