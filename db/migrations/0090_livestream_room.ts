import { type Kysely, sql } from "kysely";

/**
 * The control room. A programme is handed from livestream to livestream. A standby film stands in for a
 * missing picture. The presenter's page has a key. Measures of a signal stand beside it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
create table livestream_handover (
  id uuid primary key,
  from_id uuid not null references livestream on delete cascade,
  to_id uuid not null references livestream on delete cascade,
  due_at timestamptz not null,
  proposed_at timestamptz not null default app.now(),
  proposed_by uuid references account,
  accepted_at timestamptz,
  accepted_by uuid references account,
  -- Time at which viewers were sent on: the other livestream was live then.
  handed_at timestamptz,
  closed_at timestamptz,
  -- missed: nobody accepted it, or the other livestream was not live in time.
  reason text check (reason in ('takenBack','declined','missed')),
  check (from_id <> to_id),
  check ((closed_at is null) = (reason is null)),
  check (handed_at is null or accepted_at is not null and closed_at is null)
);
-- A livestream gives its programme to one other at a time, and takes that of one.
create unique index livestream_handover_gives on livestream_handover (from_id)
  where handed_at is null and closed_at is null;
create unique index livestream_handover_takes on livestream_handover (to_id)
  where handed_at is null and closed_at is null;
-- To find the last hand-overs of a livestream, and those that are due.
create index livestream_handover_from on livestream_handover (from_id, proposed_at desc);
create index livestream_handover_to on livestream_handover (to_id, proposed_at desc);
create index livestream_handover_due on livestream_handover (due_at)
  where handed_at is null and closed_at is null and accepted_at is not null;

-- Settings of a livestream's control room. A row is there once something was set.
create table livestream_room (
  livestream_id uuid primary key references livestream on delete cascade,
  -- The film that viewers see while there is no picture.
  standby_file_id uuid,
  standby_at timestamptz,
  standby_by uuid references account,
  -- SHA-256 of the key in the address of the presenter's page.
  presenter_hash bytea unique check (octet_length(presenter_hash) = 32),
  presenter_at timestamptz,
  check ((standby_file_id is null) = (standby_at is null)),
  check ((presenter_hash is null) = (presenter_at is null))
);

-- To find standby films to remove.
create index livestream_room_standby on livestream_room (livestream_id) where standby_file_id is not null;

-- Delay of the newest fragment behind the event, and bits a second. Null: the source does not tell.
alter table livestream_signal add column delay_ms int check (delay_ms >= 0),
  add column bitrate_kbps int check (bitrate_kbps >= 0),
  add column measured_at timestamptz;
`.execute(db);
}
