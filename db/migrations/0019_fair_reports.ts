import { type Kysely, sql } from "kysely";

/** Submitted reports of fairs. A row holds the figures and never changes. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
create table fair_report (
  id uuid primary key,
  fair_id uuid not null references fair,
  label text not null,
  figures jsonb not null,
  taken_at timestamptz not null default app.now(),
  taken_by uuid references account
);
create index fair_report_fair on fair_report (fair_id, taken_at desc, id);
create trigger fair_report_only_grows before update or delete on fair_report
  for each row execute function app.refuse_change();
`.execute(db);
}
