import { type Kysely, sql } from "kysely";

/** Tickets, and every scan of a ticket at a gate. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
-- Public keys to verify the signature of a ticket. Replaced keys stay, because the tickets that they signed
-- remain valid.
create table fair_key (
  id text primary key,
  public_key bytea not null check (length(public_key) = 32),
  created_at timestamptz not null default app.now()
);

-- Number of tickets that take a place in the venue, so that one statement can check the capacity and count.
alter table venue add column tickets_taken int not null default 0 check (tickets_taken >= 0);

-- Entry slots of a venue. A venue without entry slots admits people all day, up to its capacity.
create table fair_slot (
  id uuid primary key,
  venue_id uuid not null references venue on delete cascade,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  capacity int not null check (capacity > 0),
  taken int not null default 0,
  unique (venue_id, starts_at),
  check (ends_at > starts_at),
  check (taken between 0 and capacity)
);

create table fair_ticket (
  id uuid primary key,
  -- Number that a person can read out or type. Unique and without a meaning.
  reference text not null unique,
  fair_id uuid not null references fair,
  venue_id uuid not null references venue,
  slot_id uuid references fair_slot,
  -- Null for a person without a phone, whose ticket an officer printed.
  account_id uuid references account,
  issued_by uuid references account,
  channel text not null default 'web',
  status text not null check (status in ('valid','waiting','cancelled')),
  waiting_since timestamptz,
  -- Time of the latest entry. A person who entered today is inside while left_at is null.
  entered_at timestamptz,
  entered_gate text,
  left_at timestamptz,
  rev int not null default 1,
  created_at timestamptz not null default app.now(),
  updated_at timestamptz not null default app.now(),
  check (status <> 'waiting' or waiting_since is not null),
  check (left_at is null or entered_at is not null)
);
-- A person has only one ticket per fair that is not cancelled.
create unique index fair_ticket_once on fair_ticket (fair_id, account_id) where status <> 'cancelled' and account_id is not null;
create index fair_ticket_account on fair_ticket (account_id, created_at desc);
-- To find the people to remind or notify, and the tickets that a scanning device loads before it works
-- offline.
create index fair_ticket_fair on fair_ticket (fair_id, status, id);
create index fair_ticket_venue on fair_ticket (venue_id, status, slot_id);
create index fair_ticket_waiting on fair_ticket (venue_id, slot_id, waiting_since, id) where status = 'waiting';

-- Every scan of a ticket, once per id that the scanning device gave it. The outcome is decided when the scan
-- arrives here.
create table fair_scan (
  id uuid not null,
  fair_id uuid not null references fair,
  venue_id uuid not null references venue,
  ticket_id uuid references fair_ticket,
  gate text not null,
  direction text not null check (direction in ('in','out')),
  outcome text not null check (outcome in ('admitted','left','again','notInside','cancelled','waiting','otherVenue',
    'otherFair','fairCancelled','early','over','unknown')),
  offline boolean not null default false,
  -- Outcome that the device itself showed while it was offline. Null if it showed the server's outcome.
  claimed text,
  -- Time of the device's clock. For information; it does not decide the order of scans.
  device_at timestamptz,
  received_at timestamptz not null default app.now(),
  scanned_by uuid references account,
  primary key (fair_id, id)
);
create index fair_scan_ticket on fair_scan (ticket_id, received_at);
create index fair_scan_venue on fair_scan (fair_id, venue_id, received_at, id);
-- To find people whom an offline device admitted although the server decided otherwise.
create index fair_scan_conflict on fair_scan (fair_id, received_at, id) where claimed = 'admitted' and outcome <> 'admitted';
`.execute(db);
}
