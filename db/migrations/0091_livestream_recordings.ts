import { type Kysely, sql } from "kysely";

/**
 * Recordings of livestreams, one for each file that the streaming server wrote, and the clips of explained
 * postings. The row of a recording stays after its bytes are deleted: it is the receipt. A file may have to
 * be kept until a time.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
-- The public name under which the publisher of a take sent. A source may have another name later.
alter table livestream_take add column name text;
update livestream_take k set name = s.name from livestream_source s
  where s.livestream_id = k.livestream_id and s.kind = 'server' and k.client is not null;

create table livestream_recording (
  id uuid primary key,
  livestream_id uuid not null references livestream,
  take_id uuid not null references livestream_take,
  -- Name of the file in the folder of the streaming server.
  file_name text not null unique,
  -- Time of its first picture by the database's clock.
  starts_at timestamptz not null,
  found_at timestamptz not null default app.now(),
  -- Time of the next try. While a worker holds the row, it is the end of the worker's lease.
  due_at timestamptz not null default app.now(),
  tries int not null default 0,
  fault text check (fault in ('missing','refused','full','empty','ffmpeg','broken','other')),
  -- The whole recording in the place of files, and how long it is kept as evidence.
  file_id uuid unique,
  sha256 bytea check (octet_length(sha256) = 32),
  size bigint check (size >= 0),
  length_ms int check (length_ms >= 0),
  taken_at timestamptz,
  keep_until timestamptz,
  sealed_at timestamptz,
  -- The film for viewers: the part on air. Null film after the cut: no part of it was on air.
  cut_at timestamptz,
  film_id uuid unique,
  film_starts_at timestamptz,
  film_ms int check (film_ms > 0),
  hidden_at timestamptz,
  hidden_by uuid references account,
  hidden_reason text,
  deleted_at timestamptz,
  check ((taken_at is null) = (file_id is null and deleted_at is null)),
  check ((taken_at is null) = (sha256 is null) and (taken_at is null) = (keep_until is null)),
  check (sealed_at is null or taken_at is not null),
  check ((film_starts_at is null) = (film_ms is null)),
  check ((hidden_at is null) = (hidden_reason is null)),
  check (deleted_at >= keep_until)
);
create index livestream_recording_of on livestream_recording (livestream_id, starts_at, id);
create index livestream_recording_take on livestream_recording (take_id);
-- To find the recordings to take in, to cut and to seal, and those whose term is over.
create index livestream_recording_due on livestream_recording (due_at)
  where deleted_at is null and (taken_at is null or cut_at is null or sealed_at is null);
create index livestream_recording_kept on livestream_recording (keep_until) where deleted_at is null;

-- The part of a film in which one posting is explained.
create table livestream_clip (
  id uuid primary key,
  recording_id uuid not null references livestream_recording,
  pin_id uuid not null references livestream_pin on delete cascade,
  posting_id uuid not null,
  file_id uuid not null unique,
  starts_ms int not null check (starts_ms >= 0),
  length_ms int not null check (length_ms > 0),
  made_at timestamptz not null default app.now(),
  unique (recording_id, pin_id)
);
create index livestream_clip_pin on livestream_clip (pin_id);
create index livestream_clip_posting on livestream_clip (posting_id);

-- A row goes only after its term, with the bytes that it stands for.
create function app.keep_recording() returns trigger language plpgsql as $$
begin
  if old.taken_at is not null and old.deleted_at is null then
    raise exception 'a recording is kept until its term is over';
  end if;
  return old;
end $$;
create trigger livestream_recording_keep before delete on livestream_recording
  for each row execute function app.keep_recording();

-- Files that must be kept until a time, such as evidence. The database refuses to remove them before.
alter table file add column kept_until timestamptz;
create function app.keep_file() returns trigger language plpgsql as $$
begin
  if old.kept_until > app.now() and (tg_op = 'DELETE' or new.state = 'removed' or new.kept_until is null
    or new.kept_until < old.kept_until)
  then raise exception 'the file is kept until %', old.kept_until;
  end if;
  return case tg_op when 'DELETE' then old else new end;
end $$;
create trigger file_keep before update or delete on file
  for each row when (old.kept_until is not null) execute function app.keep_file();
`.execute(db);
}
