import { type Kysely, sql } from "kysely";

/**
 * A person's e-mail address, encrypted; the owner of a queued message; matches not yet written to their
 * owner.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
create table mail_address (
  account_id uuid primary key references account on delete cascade,
  address_index bytea not null,
  address_sealed bytea not null,
  -- Of the newest letter with a link to confirm; gone once it was followed.
  token_hash bytea unique,
  token_expires_at timestamptz,
  confirmed_at timestamptz,
  -- The receiver's server refused it for good.
  failing_at timestamptz,
  -- When the last letter about new postings was written.
  told_at timestamptz,
  created_at timestamptz not null default app.now(),
  check ((token_hash is null) = (token_expires_at is null))
)`.execute(db);
  // Question: which addresses were never confirmed?
  await sql`create index mail_address_waiting on mail_address (token_expires_at) where confirmed_at is null`.execute(
    db,
  );
  await sql`alter table message add column account_id uuid references account on delete cascade`.execute(db);
  // Question: which messages wait for this person?
  await sql`create index message_account on message (account_id) where account_id is not null`.execute(db);
  await sql`alter table saved_search_match add column to_mail boolean not null default false`.execute(db);
  // Question: which matches were not yet written to their owner?
  await sql`create index saved_search_match_to_mail on saved_search_match (saved_search_id) where to_mail`.execute(
    db,
  );
}
