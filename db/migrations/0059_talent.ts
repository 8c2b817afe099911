import { type Kysely, sql } from "kysely";

/**
 * The talent pool: cards without name and number that people show to the officers and verified enterprises of
 * one receiving city. A card is shown while its consent is in force, and deleted with it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
create table talent_card (
  -- Random: cards of one person in two cities have nothing in common. A consent given again has a new id.
  id uuid primary key default gen_random_uuid(),
  consent_id uuid not null unique references consent,
  account_id uuid not null references person,
  -- The city that answers for the person, and the city whose people may see the card.
  home_city text not null references city,
  city text not null references city,
  skills text[] not null,
  places text[],
  years int,
  certificates text[],
  start_from text check (start_from in ('now', 'week', 'month', 'later')),
  veteran boolean not null default false,
  -- Every condition that the card meets, as one text each.
  terms text[] not null,
  given_at timestamptz not null default app.now(),
  -- A person shows at most one card to a city.
  unique (account_id, city)
);
-- To list the cards of a city, newest first.
create index talent_card_newest on talent_card (city, given_at desc, id desc);
-- To find cards by trade, place, years, certificates, start and veteran status, each or together.
create index talent_card_terms on talent_card using gin (terms);

-- A person who an enterprise may not see and not invite.
create table talent_block (
  account_id uuid not null references person,
  enterprise_id uuid not null references enterprise,
  created_at timestamptz not null default app.now(),
  primary key (account_id, enterprise_id)
);

create table talent_invitation (
  id uuid primary key,
  -- The card as it was when the invitation was sent. It may be gone.
  card_id uuid not null,
  account_id uuid not null references person,
  enterprise_id uuid not null references enterprise,
  posting_id uuid not null references posting,
  invited_by uuid references account,
  created_at timestamptz not null default app.now(),
  unique (card_id, posting_id)
);
-- To list the invitations of a person, and those that an enterprise sent.
create index talent_invitation_of on talent_invitation (account_id, created_at desc, id desc);
create index talent_invitation_sent on talent_invitation (enterprise_id, created_at desc, id desc);

-- Number of invitations that an enterprise sent on a day in Asia/Shanghai.
create table talent_invitation_day (
  enterprise_id uuid not null references enterprise,
  day date not null,
  sent int not null,
  primary key (enterprise_id, day)
);

-- Returns the cities whose people may show cards to a city: itself, those of an agreement that shares cards,
-- and under a signed agreement those with a clause in force for the purpose.
create function app.card_givers(receiver text) returns setof text stable parallel safe language sql as $$
  select receiver
  union
  select other.city from app.visible_agreements(receiver, null, 'candidate') v(id)
  join agreement a on a.id = v.id and a.document is null
  join agreement_city other on other.agreement_id = a.id, (select app.today() as today offset 0) clock
  where other.joined_on <= clock.today and (other.left_on is null or other.left_on > clock.today)
  union
  select g.from_city from agreement_clause g join agreement a on a.id = g.agreement_id,
    (select app.today() as today offset 0) clock
  where g.to_city = receiver and 'candidate' = any (g.kinds) and 'matching' = any (g.purposes)
    and g.starts_on <= clock.today and (g.ends_on is null or g.ends_on >= clock.today)
    and a.starts_on <= clock.today and (a.ends_on is null or a.ends_on >= clock.today) $$;

-- candidates: consents to matching that are in force, with the city that receives the fields.
create view shared.matching_consent as
  select c.id, c.account_id, c.receiver_id as city, c.fields, c.granted_at, c.ends_at
  from consent c
  where c.purpose = 'matching' and c.receiver_kind = 'city' and c.withdrawn_at is null and c.refused_at is null
    and c.ends_at > (select app.now());
`.execute(db);
}
