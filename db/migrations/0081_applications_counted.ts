import { type Kysely, sql } from "kysely";

/**
 * The report of a fair counts applications of people of one other node to employers of another. The homes of
 * the people tell the host.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
-- Applications at own fairs of which the people's homes told. id: that of the record. reference: that of the
-- application at the person's home. at_work30: the person was still at work on day 30.
create table told_application (
  fair_id uuid not null references fair on delete cascade,
  application_id uuid not null,
  id uuid not null,
  home_city text not null references city,
  person_id uuid not null references person on delete cascade,
  posting_id uuid not null,
  reference text not null,
  applied_at timestamptz not null,
  started_on date,
  at_work30 boolean not null,
  rev int not null,
  primary key (fair_id, application_id)
);
-- To delete the records that a city takes back, and those of a person.
create index told_application_record on told_application (id);
create index told_application_person on told_application (person_id);

-- Applications of own people of which the host of a fair at another node was told, as it was told last. The row
-- goes when the record is erased. id: that of the record; consent_id: the consent on which it rests.
create table application_telling (
  application_id uuid not null,
  fair_id uuid not null,
  id uuid not null unique,
  city text not null references city,
  receiver text not null references city,
  consent_id uuid not null,
  started_on date,
  at_work30 boolean not null,
  rev int not null,
  primary key (application_id, fair_id)
);

-- Returns the home city of a person with an account here; null for a person of another node.
create function app.own_city(of_person uuid) returns text stable parallel safe language sql as $$
  select home_city from person where id = of_person and account_id is not null $$;
`.execute(db);
}
