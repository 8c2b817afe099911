import { sql } from "kysely";
import type { DbOrTx } from "../../../db/client.ts";

/** A meeting at a booth of the enterprise, at the fair of this title. */
export type Meeting = { applicationId: string; at: Date; title: string };

/**
 * Selects the newest meeting of each applicant at a booth of the same enterprise, for the given applications.
 * Selects none of a suspended enterprise.
 */
export async function selectMeetings(
  db: DbOrTx,
  enterpriseId: string,
  applicationIds: readonly string[],
): Promise<Map<string, Meeting>> {
  if (applicationIds.length === 0) return new Map();
  const { rows } = await sql<Meeting>`
    select distinct on (a.id) a.id as application_id, m.met_at as at, m.title
    from application a join shared.enterprise e on e.id = a.enterprise_id and e.status <> 'suspended'
    join shared.meeting m on m.account_id = a.account_id and m.enterprise_id = a.enterprise_id
    where a.id = any(${applicationIds}::uuid[]) and a.enterprise_id = ${enterpriseId}
    order by a.id, m.met_at desc`.execute(db);
  return new Map(rows.map((row) => [row.applicationId, row]));
}
