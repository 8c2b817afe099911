import { type Kysely, sql } from "kysely";

/** The lines of a submitted report. Each figure opens the list from which it was counted. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
create table fair_report_line (
  -- Written before the report, whose figures are counted from these lines.
  report_id uuid not null references fair_report deferrable initially deferred,
  measure text not null,
  place int not null,
  -- What is counted once: no id of a person's, the same in every line of one report.
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
