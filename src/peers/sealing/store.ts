import { sql } from "kysely";
import type { DbOrTx } from "../../../db/client.ts";

/** Returns the newest key with which records are sealed for a city, as its directory names it, or null. */
export async function selectEncryptionKey(
  db: DbOrTx,
  city: string,
): Promise<{ kid: string; publicKey: Buffer } | null> {
  const { rows } = await sql<{ kid: string; publicKey: string }>`/* planned */
    select kid, public_key from shared.encryption_key where city = ${city}
    order by valid_from desc, kid limit 1`.execute(db);
  const [row] = rows;
  return row ? { kid: row.kid, publicKey: Buffer.from(row.publicKey, "base64") } : null;
}
