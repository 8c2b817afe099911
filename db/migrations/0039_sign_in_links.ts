import { type Kysely, sql } from "kysely";

/** Links that sign a person in once, and the time of each account's newest sign-in. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
-- A link that signs in without a text message: for the first administrator, and for a colleague where no
-- gateway sends codes. Only the hash of its token is stored.
create table sign_in_link (
  token_hash bytea primary key,
  account_id uuid not null references account,
  created_by uuid references account,
  created_at timestamptz not null default app.now(),
  expires_at timestamptz not null,
  used_at timestamptz
);
-- To end the earlier links of an account.
create index sign_in_link_account on sign_in_link (account_id) where used_at is null;
-- To find the administrators.
create index membership_administrator on membership (kind) where kind = 'administrator' and ended_at is null;

-- Null: the person has never signed in, so the account was created by somebody who knew the phone. Sessions
-- of older accounts may be deleted already; they count as signed in when they were created.
alter table account add column signed_in_at timestamptz;
update account a set signed_in_at = coalesce(
  (select max(s.created_at) from session s where s.account_id = a.id), a.created_at);
`.execute(db);
}
