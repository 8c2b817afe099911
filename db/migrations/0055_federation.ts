import { type Kysely, sql } from "kysely";

/**
 * Cities of several nodes as each node knows them: identities, keys, directories and logs that it follows.
 * And their signed agreements with the clauses.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
-- How a city is known to others. origin begins the names of its logs and survives a new address. root is the
-- verifier key of a key that is kept offline. url is where its node answers.
create table city_identity (
  city text primary key references city,
  origin text not null,
  root text not null,
  url text not null,
  created_at timestamptz not null default app.now()
);

-- Keys with which this node signs (Ed25519) or opens (X25519) for a city that it hosts. kid: the first eight hex
-- digits of the SHA-256 of the public key. At most one key of a use is active.
create table node_key (
  city text not null references city,
  kid text not null,
  use text not null check (use in ('sign', 'encrypt')),
  status text not null check (status in ('next', 'active', 'retired', 'revoked')),
  public_key bytea not null,
  secret_sealed bytea not null,
  active_from timestamptz not null,
  ended_at timestamptz,
  created_at timestamptz not null default app.now(),
  primary key (city, kid)
);
create unique index node_key_active on node_key (city, use) where status = 'active';

-- The newest verified directory of the node that serves a city, own cities included: the note as it was signed.
create table node_directory (
  city text primary key references city,
  note text not null,
  content jsonb not null,
  valid_until timestamptz not null,
  fetched_at timestamptz not null default app.now()
);

-- Logs of other cities that this node follows. Epoch, size and frontier stand in log_head.
create table followed_log (
  stream text primary key,
  city text not null references city,
  state text not null default 'following'
    check (state in ('following', 'behind', 'resyncing', 'desynchronised', 'frozen')),
  -- The last verified checkpoint, and the size that the home last told.
  checkpoint text,
  home_size bigint not null default 0,
  -- The checkpoint that contradicts the verified one. Both prove the fork.
  contradiction text,
  -- Last verified answer, an empty one included.
  exchanged_at timestamptz,
  failures int not null default 0,
  fault text,
  retry_at timestamptz,
  created_at timestamptz not null default app.now()
);

-- Signed revisions of agreements that hold or held here. digest: SHA-256 of the text in hex; document: that of
-- revision 1. Two cities may narrow the same revision, so a number may stand twice. whole: all parties signed, and
-- not only those that give less.
create table agreement_note (
  document text not null,
  digest text not null,
  revision int not null,
  whole boolean not null,
  signers text[] not null,
  note text not null,
  activated_at timestamptz not null default app.now(),
  primary key (document, digest)
);
alter table agreement add column document text unique;

-- Clauses of the active revision: what one city gives another.
create table agreement_clause (
  agreement_id uuid not null references agreement,
  ordinal int not null,
  from_city text not null references city,
  to_city text not null references city,
  kinds text[] not null,
  purposes text[] not null default '{}',
  fields text[] not null default '{}',
  commands text[] not null default '{}',
  starts_on date not null,
  ends_on date,
  primary key (agreement_id, ordinal)
);
-- To ask what a city gives another.
create index agreement_clause_pair on agreement_clause (from_city, to_city);
`.execute(db);
}
