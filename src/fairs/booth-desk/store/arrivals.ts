import { sql } from "kysely";
import type { Tx } from "../../../../db/client.ts";

/** Changes called queue entries to `serving`: one entry by its id, or those of a person at this booth. */
export async function markArrived(
  tx: Tx,
  who: { id: string } | { registrationId: string; personId: string },
): Promise<void> {
  const which =
    "id" in who
      ? sql`id = ${who.id}`
      : sql`registration_id = ${who.registrationId} and person_id = ${who.personId}`;
  await sql`/* planned */
    update queue_entry set status = 'serving', served_at = app.now() where ${which} and status = 'called'`.execute(
    tx,
  );
}
