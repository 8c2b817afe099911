import { sql } from "kysely";
import type { DbOrTx } from "../../../db/client.ts";

/**
 * Returns the SHA-256 of each text in hex, in the given order. The database computes them in one query,
 * because WebCrypto would cost a thread switch per text.
 */
export async function digestsOf(db: DbOrTx, texts: readonly string[]): Promise<string[]> {
  if (texts.length === 0) return [];
  const { rows } = await sql<{ digests: string[] }>`
    select array_agg(encode(sha256(convert_to(said, 'UTF8')), 'hex') order by nth) as digests
    from jsonb_array_elements_text(${JSON.stringify(texts)}::jsonb) with ordinality as t(said, nth)`.execute(
    db,
  );
  return rows[0]?.digests ?? [];
}
