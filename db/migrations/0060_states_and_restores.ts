import { type Kysely, sql } from "kysely";

/**
 * States of logs: the records that count at a size, in parts. A follower that lacks much takes one instead of
 * every entry. And logs that wait after a restore until peers say what they have seen.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
-- Up to this number a copied log has only the entries of a state, with gaps between their numbers.
alter table log_head add column state_size bigint not null default 0;

-- The state that is being taken: its signed manifest, and how many of its parts are applied.
alter table followed_log add column manifest text, add column parts_taken int not null default 0;

-- States of own logs. Parts name entries; their texts stay in log_entry. manifest is null while it is made.
create table log_state (
  id uuid primary key,
  stream text not null,
  epoch int not null,
  size bigint not null,
  manifest text,
  created_at timestamptz not null default app.now()
);
create index log_state_stream on log_state (stream, epoch, created_at);
create table log_state_part (
  state_id uuid not null references log_state on delete cascade,
  part int not null,
  seqs bigint[] not null,
  primary key (state_id, part)
);

-- Own logs that were restored from a backup. They are not served before peers say what they have seen of them.
create table restored_log (
  stream text primary key,
  city text not null references city,
  restored_at timestamptz not null default app.now()
);
`.execute(db);
}
