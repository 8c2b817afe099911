import { type Kysely, sql } from "kysely";

/**
 * The talent pool across nodes. A card for a city of another node is a record in the log for that city, and a
 * row there. An invitation comes back as a record. A person may decline an invitation.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
-- Newest version of a card that the log for its city tells. 0: no log tells it.
alter table talent_card add column rev int not null default 0;

-- The names of the certificates as a search compares them, one a line.
alter table talent_card add column certificate_text text;
update talent_card set certificate_text = (
  select string_agg(lower(regexp_replace(normalize(n, NFKC), '\\s', '', 'g')), chr(10)) from unnest(certificates) as n)
where certificates is not null;

alter table talent_invitation add column declined_at timestamptz;

-- Invitations of our people, which the enterprise's city tells. Copies of posting and enterprise may come later
-- than the invitation, and may go, so their names are here too.
create table told_invitation (
  id uuid primary key,
  home_city text not null references city,
  account_id uuid not null references person on delete cascade,
  enterprise_id uuid not null,
  posting_id uuid not null,
  enterprise text not null,
  title text not null,
  created_at timestamptz not null default app.now(),
  declined_at timestamptz
);
-- To list the invitations of a person.
create index told_invitation_of on told_invitation (account_id, created_at desc, id desc);

-- Returns the cities whose people may show cards to a city, each with the fields that it may see: an empty list
-- for all. Under a signed agreement the receiving city must give back looks and invitations, so that a
-- person always learns who looked. A city may stand there more than once. Its plan is kept by each connection,
-- so that a search does not plan it again.
create function app.talent_givers(receiver text) returns table (home text, fields text[])
  stable parallel safe rows 5 language plpgsql as $$
begin return query
  select receiver, '{}'::text[]
  union all
  select other.city, '{}'::text[] from app.visible_agreements(receiver, null, 'candidate') v(id)
  join agreement a on a.id = v.id and a.document is null
  join agreement_city other on other.agreement_id = a.id, (select app.today() as today offset 0) clock
  where other.joined_on <= clock.today and (other.left_on is null or other.left_on > clock.today)
  union all
  select g.from_city, g.fields from agreement_clause g join agreement a on a.id = g.agreement_id,
    (select app.today() as today offset 0) clock
  where g.to_city = receiver and 'candidate' = any (g.kinds) and 'matching' = any (g.purposes)
    and g.starts_on <= clock.today and (g.ends_on is null or g.ends_on >= clock.today)
    and a.starts_on <= clock.today and (a.ends_on is null or a.ends_on >= clock.today)
    and app.gives(receiver, array[g.from_city], 'look', null)
    and app.gives(receiver, array[g.from_city], 'invitation', null);
end $$;
`.execute(db);
}
