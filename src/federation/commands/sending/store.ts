import { sql } from "kysely";
import type { DbOrTx } from "../../../../db/client.ts";

/** A city of another node to which commands are due, and the address of its node. */
export type DueTarget = { city: string; url: string };

/** Returns the cities to which commands of this node are due. */
export async function selectDueTargets(db: DbOrTx): Promise<DueTarget[]> {
  const { rows } = await sql<DueTarget>`/* planned */
    select i.city, i.url from city_identity i join city c on c.code = i.city
    where not c.hosted and app.has_due_commands(i.city) order by i.city`.execute(db);
  return rows;
}
