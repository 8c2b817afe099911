import { type Kysely, sql } from "kysely";

/**
 * Adds encrypted e-mail addresses, the account of a queued message, and a mark for matches that a letter must
 * still report.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
create table mail_address (
  account_id uuid primary key references account on delete cascade,
  address_index bytea not null,
  address_sealed bytea not null,
  -- Token of the newest confirmation letter. Null once the address is confirmed or failing.
  token_hash bytea unique,
  token_expires_at timestamptz,
  confirmed_at timestamptz,
  -- Time when the receiver's mail server refused the address permanently.
  failing_at timestamptz,
  -- Time of the last letter about new postings.
  told_at timestamptz,
  created_at timestamptz not null default app.now(),
  check ((token_hash is null) = (token_expires_at is null))
)`.execute(db);
  // To find the addresses that were never confirmed.
  await sql`create index mail_address_waiting on mail_address (token_expires_at) where confirmed_at is null`.execute(
    db,
  );
  await sql`alter table message add column account_id uuid references account on delete cascade`.execute(db);
  // To find the queued messages of a person.
  await sql`create index message_account on message (account_id) where account_id is not null`.execute(db);
  await sql`alter table saved_search_match add column to_mail boolean not null default false`.execute(db);
  // To find the matches that a letter must still report.
  await sql`create index saved_search_match_to_mail on saved_search_match (saved_search_id) where to_mail`.execute(
    db,
  );
}
