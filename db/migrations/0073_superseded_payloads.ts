import { type Kysely, sql } from "kysely";

/**
 * Payloads of versions that a newer one replaced 30 days ago are deleted. A log's head notes up to which
 * entry their predecessors were looked at: entry `forgotten_seq` of epoch `forgotten_epoch`.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
alter table log_head add column forgotten_epoch int not null default 0;
alter table log_head add column forgotten_seq bigint not null default 0;
`.execute(db);
}
