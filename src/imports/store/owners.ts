import { sql } from "kysely";
import type { DbOrTx, Tx } from "../../../db/client.ts";
import type { EnterpriseStatus } from "../../../db/schema/index.ts";

/** The enterprise that brings its own sheet. */
export type Owner = {
  id: string;
  homeCity: string;
  county: string | null;
  name: string;
  status: EnterpriseStatus;
};

export async function selectOwner(db: DbOrTx, id: string): Promise<Owner | undefined> {
  const { rows } = await sql<Owner>`
    select id, home_city, county, name, status from shared.enterprise where id = ${id}`.execute(db);
  return rows[0];
}

/** Selects an enterprise, and locks its status against change until the transaction ends. */
export async function lockOwner(tx: Tx, id: string): Promise<Owner | undefined> {
  const { rows } = await sql<Owner>`
    select id, home_city, county, name, status from shared.enterprise where id = ${id} for share`.execute(tx);
  return rows[0];
}
