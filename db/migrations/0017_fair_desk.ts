import { type Kysely, sql } from "kysely";

/** The booth desk: visits, intents and starts; interviews, queues and follow-ups. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create extension if not exists btree_gist`.execute(db);
  await sql`
-- Visits to booths. person_id is the person's account, or the ticket of a person without one. So a person
-- with an account stays the same person after taking another ticket.
create table booth_visit (
  id uuid primary key,
  fair_id uuid not null references fair,
  registration_id uuid not null references fair_registration,
  person_id uuid not null,
  ticket_id uuid not null references fair_ticket,
  account_id uuid references account,
  -- Name and skills of a person without an account. The person gave them at the booth and agreed that they
  -- are stored.
  call_name text,
  can_do text,
  note text,
  created_at timestamptz not null default app.now(),
  updated_at timestamptz not null default app.now(),
  -- A person is in a booth's list only once.
  unique (registration_id, person_id)
);
create index booth_visit_list on booth_visit (registration_id, created_at desc, id desc);

-- Intents: a person and a posting. An intent is never counted as employment.
create table fair_intent (
  id uuid primary key,
  fair_id uuid not null references fair,
  registration_id uuid not null references fair_registration,
  visit_id uuid not null references booth_visit,
  posting_id uuid not null references posting,
  person_id uuid not null,
  -- First day of work. Set only if the person has no application to the posting, which would store this day.
  started_on date,
  created_by uuid references account,
  created_at timestamptz not null default app.now(),
  unique (fair_id, posting_id, person_id)
);
create index fair_intent_registration on fair_intent (registration_id, created_at desc);
create index fair_intent_started on fair_intent (started_on) where started_on is not null;

-- Follow-ups 7, 30 and 90 days after a start. Each is asked once; the person and the enterprise answer
-- separately.
create table follow_up (
  id uuid primary key,
  application_id uuid references application,
  intent_id uuid references fair_intent,
  enterprise_id uuid not null references enterprise,
  account_id uuid references account,
  posting_id uuid not null references posting,
  day int not null check (day in (7, 30, 90)),
  due_on date not null,
  asked_at timestamptz not null default app.now(),
  person_answer text check (person_answer in ('yes','no','left')),
  person_answered_at timestamptz,
  enterprise_answer text check (enterprise_answer in ('yes','no','left')),
  enterprise_answered_at timestamptz,
  enterprise_answered_by uuid references account,
  check (num_nonnulls(application_id, intent_id) = 1),
  unique (application_id, day),
  unique (intent_id, day)
);
create index follow_up_enterprise on follow_up (enterprise_id, due_on desc, id);
create index follow_up_account on follow_up (account_id, due_on desc, id);

-- Data of a booth desk: the address of its online meeting, and the last number of its queue.
create table booth_desk (
  registration_id uuid primary key references fair_registration,
  meeting_url text check (meeting_url ~ '^https://'),
  last_number int not null default 0
);

-- Interview slots of a recruiter. Two slots of one recruiter never overlap.
create table interview_slot (
  id uuid primary key,
  fair_id uuid not null references fair,
  registration_id uuid not null references fair_registration,
  recruiter int not null check (recruiter between 1 and 20),
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  kind text not null check (kind in ('one','group')),
  capacity int not null check (capacity between 1 and 200),
  check (ends_at > starts_at),
  check (kind = 'group' or capacity = 1),
  unique (id, registration_id, starts_at, ends_at, capacity),
  constraint interview_slot_recruiter exclude using gist
    (registration_id with =, recruiter with =, tstzrange(starts_at, ends_at) with &&)
);
create index interview_slot_fair on interview_slot (fair_id, starts_at);

-- Wishes: up to three enterprises that a person asks to meet, with one posting each.
create table interview_wish (
  fair_id uuid not null references fair,
  person_id uuid not null,
  rank int not null check (rank between 1 and 3),
  ticket_id uuid not null references fair_ticket,
  account_id uuid references account,
  registration_id uuid not null references fair_registration,
  posting_id uuid not null references posting,
  created_at timestamptz not null default app.now(),
  primary key (fair_id, person_id, rank),
  unique (fair_id, person_id, registration_id)
);

-- Interviews. The foreign key keeps the times equal to those of the slot. So an exclusion constraint can
-- refuse overlapping interviews of one person.
create table interview (
  id uuid primary key,
  fair_id uuid not null references fair,
  registration_id uuid not null references fair_registration,
  slot_id uuid not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  capacity int not null,
  seat int not null check (seat between 1 and capacity),
  person_id uuid not null,
  ticket_id uuid not null references fair_ticket,
  account_id uuid references account,
  posting_id uuid not null references posting,
  -- True if the person takes part online, through the enterprise's online meeting.
  remote boolean not null,
  status text not null check (status in ('booked','done','noShow','cancelled')),
  created_at timestamptz not null default app.now(),
  foreign key (slot_id, registration_id, starts_at, ends_at, capacity)
    references interview_slot (id, registration_id, starts_at, ends_at, capacity),
  constraint interview_person exclude using gist
    (person_id with =, tstzrange(starts_at, ends_at) with &&) where (status in ('booked','done'))
);
create unique index interview_seat on interview (slot_id, seat) where status in ('booked','done');
create unique index interview_once on interview (fair_id, person_id, registration_id) where status in ('booked','done');
create index interview_registration on interview (registration_id, starts_at);

-- Number of requests to plan a fair's interviews (asked), and its value when the newest plan was requested
-- (solved). The plan is out of date while asked is greater.
create table interview_plan (
  fair_id uuid primary key references fair,
  asked int not null default 1,
  solved int not null default 0,
  solved_at timestamptz
);

-- Queue of a booth. People with a booked interview, people without one and remote people share it.
create table queue_entry (
  id uuid primary key,
  fair_id uuid not null references fair,
  registration_id uuid not null references fair_registration,
  number int not null,
  kind text not null check (kind in ('booked','walkIn','remote')),
  status text not null check (status in ('waiting','called','serving','done','left')),
  no_show boolean not null default false,
  person_id uuid not null,
  ticket_id uuid not null references fair_ticket,
  account_id uuid references account,
  interview_id uuid references interview,
  due_at timestamptz,
  joined_at timestamptz not null default app.now(),
  recruiter int,
  called_at timestamptz,
  served_at timestamptz,
  ended_at timestamptz,
  unique (registration_id, number),
  check (status not in ('called','serving') or (called_at is not null and recruiter is not null)),
  check (kind <> 'booked' or interview_id is not null)
);
-- A person is in a booth's queue only once, and is called to only one booth of a fair at a time.
create unique index queue_entry_once on queue_entry (registration_id, person_id) where status in ('waiting','called','serving');
create unique index queue_entry_called on queue_entry (fair_id, person_id) where status in ('called','serving');
create index queue_entry_open on queue_entry (registration_id, number) where status in ('waiting','called','serving');
create index queue_entry_late on queue_entry (called_at) where status = 'called';
`.execute(db);
}
