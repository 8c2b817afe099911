import { type RawBuilder, sql } from "kysely";
import type { DbOrTx } from "../../../db/client.ts";

/** The newest key with which records are sealed for a city, as its directory names it. */
export type SealingKey = { kid: string; publicKey: Buffer };

type KeyRow = { kid: string; publicKey: string };

/** Returns a query of the newest key of a city as SQL. The city is an SQL expression. */
export const keyQuery = (city: RawBuilder<unknown>) => sql<KeyRow>`
  select kid, public_key from shared.encryption_key where city = ${city} order by valid_from desc, kid limit 1`;

export const keyOf = ({ kid, publicKey }: KeyRow): SealingKey => ({
  kid,
  publicKey: Buffer.from(publicKey, "base64"),
});

/** Returns the newest key with which records are sealed for a city, or null. */
export async function selectEncryptionKey(db: DbOrTx, city: string): Promise<SealingKey | null> {
  const { rows } = await sql<KeyRow>`/* planned */ ${keyQuery(sql`${city}`)}`.execute(db);
  const [row] = rows;
  return row ? keyOf(row) : null;
}
