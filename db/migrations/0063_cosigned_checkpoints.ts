import { type Kysely, sql } from "kysely";

/**
 * The newest checkpoint of an own log that an outside witness has cosigned. A witness is asked with a proof
 * from that size on.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
create table cosigned_checkpoint (
  stream text not null,
  witness text not null,
  epoch int not null,
  size bigint not null check (size >= 0),
  -- The signature line with its newline; null if the witness only told the size that it has seen.
  line text,
  cosigned_at timestamptz not null default app.now(),
  primary key (stream, witness)
);
`.execute(db);
}
