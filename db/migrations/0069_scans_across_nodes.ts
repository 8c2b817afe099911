import { type Kysely, sql } from "kysely";

/** Scans at booths of fairs of other nodes, as the enterprise's node sent them to the host. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
-- id: the one that the device gave the scan. Its outgoing command says what the host answered. Name, skills and
-- note stay on this node.
create table sent_scan (
  id uuid primary key,
  registration_id uuid not null references fair_registration on delete cascade,
  posting_id uuid not null,
  call_name text,
  can_do text,
  note text,
  intent boolean not null default false,
  sent_by uuid references account,
  scanned_at timestamptz not null,
  created_at timestamptz not null default app.now()
);
create index sent_scan_list on sent_scan (registration_id, scanned_at desc, id desc);

-- Returns the home city of a person of another node; null for a person with an account here.
create function app.away_city(of_person uuid) returns text stable parallel safe language sql as $$
  select home_city from person where id = of_person and account_id is null $$;
`.execute(db);
}
