import { type RawBuilder, sql } from "kysely";
import type { DbOrTx } from "../../../../db/client.ts";

/** Place and enterprise of a meeting, as currently stored. */
export type MeetingRow = {
  id: string;
  enterpriseName: string;
  remote: boolean;
  venueName: string | null;
  boothCode: string | null;
};

const AT_BOOTH = (registration: RawBuilder<unknown>) => sql`
  join fair_registration r on r.id = ${registration} join shared.enterprise e on e.id = r.enterprise_id
  left join booth b on b.registration_id = r.id left join venue v on v.id = b.venue_id`;
const BOOTH = sql`e.name as enterprise_name, v.name as venue_name, b.code as booth_code`;

/**
 * Selects the meetings of interviews, by interview id. Those of people of other nodes lack: they are told
 * there.
 */
export async function meetingsOfInterviews(
  db: DbOrTx,
  ids: readonly string[],
): Promise<Map<string, MeetingRow & { startsAt: Date }>> {
  const { rows } = await sql<MeetingRow & { startsAt: Date }>`
    select i.id, i.starts_at, i.remote, ${BOOTH} from interview i ${AT_BOOTH(sql`i.registration_id`)}
    where i.id = any(${ids}::uuid[]) and app.away_city(i.account_id) is null`.execute(db);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Selects the meetings of queue entries, by entry id. Those of people of other nodes lack. */
export async function meetingsOfTurns(db: DbOrTx, ids: readonly string[]): Promise<Map<string, MeetingRow>> {
  const { rows } = await sql<MeetingRow>`
    select q.id, q.kind = 'remote' or coalesce(i.remote, false) as remote, ${BOOTH}
    from queue_entry q left join interview i on i.id = q.interview_id ${AT_BOOTH(sql`q.registration_id`)}
    where q.id = any(${ids}::uuid[]) and app.away_city(q.account_id) is null`.execute(db);
  return new Map(rows.map((row) => [row.id, row]));
}
