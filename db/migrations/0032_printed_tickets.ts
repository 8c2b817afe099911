import { type Kysely, sql } from "kysely";

/**
 * Renames the channel of tickets that staff printed from `desk` to `printed`, because a desk is a booth desk.
 * Submitted reports never change, and keep the old name.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`update fair_ticket set channel = 'printed' where channel = 'desk'`.execute(db);
}
