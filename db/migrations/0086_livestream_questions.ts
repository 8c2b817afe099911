import { type Kysely, sql } from "kysely";

/**
 * Questions about livestreams and the postings on their run sheets. Equal questions are one row. Who asked is
 * kept apart, as an HMAC, for thirty days.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
create table livestream_question (
  id uuid primary key,
  livestream_id uuid not null references livestream on delete cascade,
  posting_id uuid,
  text text not null,
  -- The text as it is compared with others: without punctuation, greetings and final particles.
  norm text not null,
  status text not null check (status in ('held','passed','rejected')),
  reject_reason text check (reject_reason in ('offTopic','personal','abuse','advertising','other')),
  -- Number of different people who asked it.
  askers int not null default 0,
  asked_at timestamptz not null default app.now(),
  decided_at timestamptz,
  decided_by uuid references account,
  on_air_at timestamptz,
  answer text,
  answer_from text check (answer_from in ('officer','enterprise')),
  answered_at timestamptz,
  answered_by uuid references account,
  answer_withdrawn_at timestamptz,
  -- An earlier question about the same posting whose answer it shows.
  copied_from uuid references livestream_question on delete set null,
  rev int not null default 1,
  constraint livestream_question_once unique nulls not distinct (livestream_id, posting_id, norm),
  check ((status = 'rejected') = (reject_reason is not null)),
  check (status = 'held' or decided_at is not null),
  check ((answer is null) = (answer_from is null) and (answer is null) = (answered_at is null)),
  check (status = 'passed' or answer is null and on_air_at is null)
);
create index livestream_question_held on livestream_question (livestream_id, asked_at, id) where status = 'held';
create index livestream_question_decided on livestream_question (livestream_id, status, decided_at desc, id desc)
  where status <> 'held';
-- To list the questions and answers of a posting.
create index livestream_question_posting on livestream_question (posting_id, decided_at desc, id desc)
  where posting_id is not null and status = 'passed';
create index livestream_question_copied on livestream_question (copied_from) where copied_from is not null;
-- To delete what was never passed, after its time.
create index livestream_question_past on livestream_question (asked_at) where status <> 'passed';

-- asker: an HMAC of livestream and viewer. name: how a visitor wants to be called; only officers read it.
create table livestream_asker (
  question_id uuid not null references livestream_question on delete cascade,
  asker bytea not null check (octet_length(asker) = 32),
  account_id uuid references account on delete cascade,
  name text,
  asked_at timestamptz not null default app.now(),
  primary key (question_id, asker)
);
create index livestream_asker_own on livestream_asker (asker, asked_at desc, question_id desc);
create index livestream_asker_account on livestream_asker (account_id) where account_id is not null;
create index livestream_asker_past on livestream_asker (asked_at);

-- A question that was never passed goes with the last person who asked it: nobody else has read it.
create function app.drop_unasked_question() returns trigger language plpgsql as $$
begin
  delete from livestream_question q where q.id = old.question_id and q.status <> 'passed'
    and not exists (select from livestream_asker a where a.question_id = q.id);
  return null;
end $$;
create trigger livestream_asker_gone after delete on livestream_asker
  for each row execute function app.drop_unasked_question();

-- Questions of one viewer, or of one address, in ten minutes.
create table livestream_ask_limit (
  asker bytea not null,
  starts_at timestamptz not null,
  used int not null,
  primary key (asker, starts_at)
);
`.execute(db);
}
