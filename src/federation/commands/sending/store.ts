import { sql } from "kysely";
import type { DbOrTx } from "../../../../db/client.ts";
import type { Receiver } from "../send-due.ts";

/** Returns the cities to which commands of this node are due. */
export async function selectDueTargets(db: DbOrTx): Promise<Receiver[]> {
  const { rows } = await sql<Receiver>`/* planned */
    select i.city, i.url from city_identity i join city c on c.code = i.city
    where not c.hosted and app.has_due_commands(i.city) order by i.city`.execute(db);
  return rows;
}
