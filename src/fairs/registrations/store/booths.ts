import { sql } from "kysely";
import type { Tx } from "../../../../db/client.ts";

export type TakenBooth = { id: string; code: string; venueId: string; venueName: string };

/**
 * Frees the booth of a registration. Returns the booth's venue, or undefined if the registration has no
 * booth.
 */
export async function freeBooth(tx: Tx, registrationId: string): Promise<{ venueId: string } | undefined> {
  const { rows } = await sql<{ venueId: string }>`
    update booth set registration_id = null, taken_at = null where registration_id = ${registrationId}
    returning venue_id`.execute(tx);
  return rows[0];
}

/** Reduces the number of booths that count against a city's quota by one. */
export async function returnQuota(tx: Tx, fairId: string, city: string): Promise<void> {
  await sql`
    update fair_city set booths_taken = booths_taken - 1
    where fair_id = ${fairId} and city = ${city} and booths_taken > 0`.execute(tx);
}
