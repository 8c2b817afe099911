import { sql } from "kysely";
import type { DbOrTx } from "../../../db/client.ts";

/** Returns true if the city is known here and another node hosts it. */
export async function isForeign(db: DbOrTx, city: string): Promise<boolean> {
  const { rows } = await sql<{ foreign: boolean }>`/* planned */
    select exists (select from city where code = ${city} and not hosted) as foreign`.execute(db);
  return rows[0]?.foreign ?? false;
}

/** Returns true if the enterprise is one of the city's. */
export async function isEnterpriseOf(db: DbOrTx, id: string, city: string): Promise<boolean> {
  const { rows } = await sql<{ own: boolean }>`/* planned */
    select exists (select from shared.enterprise where id = ${id}::uuid and home_city = ${city}) as own`.execute(
    db,
  );
  return rows[0]?.own ?? false;
}
