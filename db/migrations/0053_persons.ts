import { type Kysely, sql } from "kysely";

const TABLES = [
  "application",
  "consent",
  "card_view",
  "fair_ticket",
  "booth_visit",
  "follow_up",
  "interview_wish",
  "interview",
  "queue_entry",
];

/** People of this node and of others. Whatever a person of another city may take part in refers to people. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
-- A person with an account here has its id. A person of another node is known by the home city and a random id,
-- which that city made for this receiver alone.
create table person (
  id uuid primary key,
  account_id uuid unique references account on delete cascade,
  -- The city that holds the person's card and answers for it; null for an account that has not needed one yet.
  home_city text references city,
  subject text,
  unique (home_city, subject),
  check ((account_id is null) = (subject is not null)),
  check (account_id is null or account_id = id),
  check (subject is null or home_city is not null)
);
insert into person (id, account_id) select id, id from account;
-- Every account is a person, also one that a process of the release before creates.
create function app.account_is_person() returns trigger language plpgsql as $$
begin insert into person (id, account_id) values (new.id, new.id); return null; end $$;
create trigger account_person after insert on account for each row execute function app.account_is_person();

-- Returns the city that this node hosts and that owns the records of a division.
create function app.home_city_of(wanted text) returns text stable parallel safe language sql as $$
  select c.code from division d join city c on c.code in (d.code, d.parent)
  where d.code = wanted and d.level in ('city', 'county') and c.hosted $$;
`.execute(db);
  // Checked in a migration of its own, which does not stop writers.
  for (const table of TABLES)
    await sql`
      alter table ${sql.table(table)} drop constraint ${sql.ref(`${table}_account_id_fkey`)},
        add constraint ${sql.ref(`${table}_of_person`)} foreign key (account_id) references person not valid`.execute(
      db,
    );
}
