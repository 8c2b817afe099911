import { type Kysely, sql } from "kysely";

/** Links that sign a person in once. */
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
`.execute(db);
}
