import { type Kysely, sql } from "kysely";

/** Renames two kinds of task. No handler would be found for rows under an old name. */
export async function up(db: Kysely<never>): Promise<void> {
  await sql`update task set kind = 'fairs.upkeep' where kind = 'fairs.tend'`.execute(db);
  await sql`update task set kind = 'notices.deliver' where kind = 'notices.handOn'`.execute(db);
}
