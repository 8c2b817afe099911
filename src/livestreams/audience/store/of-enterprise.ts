import { sql } from "kysely";
import type { DbOrTx } from "../../../../db/client.ts";
import { codesOfEvent } from "../../../channels/index.ts";

export type EnterpriseFigures = { livestreamId: string; applications: number; starts: number };

/**
 * Counts the applications for postings of an enterprise that came by a channel of these livestreams, and the
 * people who started work.
 */
export async function countOfEnterprise(
  db: DbOrTx,
  { enterpriseId, livestreamIds }: { enterpriseId: string; livestreamIds: readonly string[] },
): Promise<EnterpriseFigures[]> {
  const { rows } = await sql<EnterpriseFigures>`
    select l.id as livestream_id, c.applications, c.starts from unnest(${livestreamIds}::uuid[]) as l(id)
    cross join lateral (
      select count(*)::int as applications, count(a.started_on)::int as starts
      from shared.application a join shared.posting p on p.id = a.posting_id
      where a.via in (${codesOfEvent("livestream", sql`l.id`)}) and p.enterprise_id = ${enterpriseId}::uuid
        and a.status <> 'withdrawn') c`.execute(db);
  return rows;
}
