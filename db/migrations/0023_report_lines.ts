import { type Kysely, sql } from "kysely";

/** Lines of submitted reports: the list from which each figure was counted. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
create table fair_report_line (
  -- Deferred, because the lines are inserted before the report, whose figures are counted from them.
  report_id uuid not null references fair_report deferrable initially deferred,
  measure text not null,
  place int not null,
  -- Identifies what is counted once. It is no person's id, but equal for the same person in all lines of one
  -- report.
  key text not null,
  weight int not null,
  city text,
  sector text,
  type text,
  channel text,
  label text not null,
  reference text,
  at timestamptz,
  primary key (report_id, measure, place)
);
create trigger fair_report_line_only_grows before update or delete on fair_report_line
  for each row execute function app.refuse_change();
`.execute(db);
}
