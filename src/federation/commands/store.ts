import { sql } from "kysely";
import type { DbOrTx } from "../../../db/client.ts";
import { personQuery } from "../../identity/index.ts";

/**
 * Returns whether the city is known here and another node hosts it. `personId` is the person whom the city
 * names by a subject; null if that one is not known here.
 */
export async function selectForeign(
  db: DbOrTx,
  { city, subject }: { city: string; subject: string | null },
): Promise<{ foreign: boolean; personId: string | null }> {
  const { rows } = await sql<{ foreign: boolean; personId: string | null }>`/* planned */
    select exists (select from city where code = ${city} and not hosted) as foreign,
      (${personQuery({ city, subject })}) as person_id`.execute(db);
  return rows[0] ?? { foreign: false, personId: null };
}

/** Returns true if the enterprise is one of the city's. */
export async function isEnterpriseOf(db: DbOrTx, id: string, city: string): Promise<boolean> {
  const { rows } = await sql<{ own: boolean }>`/* planned */
    select exists (select from shared.enterprise where id = ${id}::uuid and home_city = ${city}) as own`.execute(
    db,
  );
  return rows[0]?.own ?? false;
}
