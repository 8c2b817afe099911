import { sql } from "kysely";
import type { Tx } from "../../../../db/client.ts";

/** Marks a called person as arrived, by queue entry or by the person scanned at the booth. */
export async function markArrived(
  tx: Tx,
  who: { id: string } | { registrationId: string; personId: string },
): Promise<void> {
  const which =
    "id" in who
      ? sql`id = ${who.id}`
      : sql`registration_id = ${who.registrationId} and person_id = ${who.personId}`;
  await sql`
    update queue_entry set status = 'serving', served_at = app.now() where ${which} and status = 'called'`.execute(
    tx,
  );
}
