import { type Kysely, sql } from "kysely";

/**
 * An import belongs to a city's union, or to one enterprise that brings its own sheet. A visit of its
 * booth is shown beside the application of the same person.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
alter table import_batch add column enterprise_id uuid references enterprise;
-- Fairs: people who showed their code at a booth of an enterprise. Applications show it beside an answer.
create view shared.meeting as
  select v.account_id, r.enterprise_id, f.title, v.created_at as met_at
  from booth_visit v join fair_registration r on r.id = v.registration_id join fair f on f.id = v.fair_id
  where v.account_id is not null;
`.execute(db);
}
