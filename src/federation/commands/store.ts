import { sql } from "kysely";
import type { DbOrTx } from "../../../db/client.ts";
import { personQuery } from "../../identity/index.ts";

/**
 * `foreign`: the city is known here and another node hosts it. `personId`: the person whom it names by a
 * subject; null if that one is not known here.
 */
export type Foreign = { foreign: boolean; personId: string | null };

/** Returns the columns of `Foreign` for a sender as SQL. */
export const foreignColumns = ({ city, subject }: { city: string; subject: string | null }) => sql`
  exists (select from city where code = ${city} and not hosted) as foreign, (${personQuery({ city, subject })}) as person_id`;

/** Returns whether a sender's city is another node's, and whom it names. */
export async function selectForeign(
  db: DbOrTx,
  sender: { city: string; subject: string | null },
): Promise<Foreign> {
  const { rows } = await sql<Foreign>`/* planned */ select ${foreignColumns(sender)}`.execute(db);
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
