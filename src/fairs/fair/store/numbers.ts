import { sql } from "kysely";
import type { DbOrTx } from "../../../../db/client.ts";
import { type FairReader, readable } from "./fairs.ts";
import { EXHIBITS } from "./figures.ts";

/** Selects the number of a fair in short addresses. The caller must have checked who reads it. */
export async function selectNumber(db: DbOrTx, id: string): Promise<number> {
  const row = await db.selectFrom("fair").select("number").where("id", "=", id).executeTakeFirstOrThrow();
  return row.number;
}

/** A booth as people type it: the number of its hall, from 1, and its code. */
export type TypedBooth = { hall: number; code: string };
export type Numbered = { id: string; registrationId: string | null };

/**
 * Selects the fair with this number, if the actor may read it, and the exhibitor at a booth; null if nobody
 * stands there.
 */
export async function selectNumbered(
  db: DbOrTx,
  { actor, scope }: FairReader,
  { number, booth }: { number: number; booth: TypedBooth | null },
): Promise<Numbered | undefined> {
  const { rows } = await sql<Numbered>`
    select f.id, (select r.id from venue v join booth b on b.venue_id = v.id
        join fair_registration r on r.id = b.registration_id join shared.enterprise e on e.id = r.enterprise_id
        where v.fair_id = f.id and v.ordinal = ${(booth?.hall ?? 0) - 1}::int and b.code = ${booth?.code ?? ""}
          and ${EXHIBITS}) as registration_id
    from fair f where f.number = ${number} and ${readable(actor, scope)}`.execute(db);
  return rows[0];
}
