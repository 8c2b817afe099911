import { type Kysely, sql } from "kysely";

/** The poster and the captions of a livestream. A poster is a file, captions are a file or an address. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
create table livestream_media (
  livestream_id uuid not null references livestream on delete cascade,
  use text not null check (use in ('poster','captions')),
  file_id uuid,
  url text,
  -- Size of a poster in pixels, so that its page leaves room for it.
  width int check (width > 0),
  height int check (height > 0),
  updated_at timestamptz not null default app.now(),
  primary key (livestream_id, use),
  check ((file_id is null) <> (url is null)),
  check (use = 'captions' or file_id is not null),
  check ((use = 'poster') = (width is not null) and (width is null) = (height is null))
);
`.execute(db);
}
