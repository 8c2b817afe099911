import { type Kysely, sql } from "kysely";

/** Each look at a person's card or phone says in which role and why, and whether it showed the phone. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
alter table card_view
  add column viewer_role text not null default 'member' check (viewer_role in ('member','officer')),
  add column why text not null default 'application',
  add column phone boolean not null default false;
`.execute(db);
}
