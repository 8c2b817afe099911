import { type Insertable, type Selectable, sql, type Updateable } from "kysely";
import type { DbOrTx, Tx } from "../../../../db/client.ts";
import type { Database } from "../../../../db/schema/index.ts";
import type { Actor } from "../../../platform/core/actor.ts";
import { decidedBy } from "../../store/offices.ts";

type Table = Database["postingViolation"];
export type Violation = Selectable<Table>;

/** Selects the newest violation of a posting. */
export const selectViolation = (db: DbOrTx, postingId: string): Promise<Violation | undefined> =>
  db
    .selectFrom("postingViolation")
    .selectAll()
    .where("postingId", "=", postingId)
    .orderBy("closedAt", "desc")
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();

export async function insertViolation(tx: Tx, row: Insertable<Table>): Promise<void> {
  await tx.insertInto("postingViolation").values(row).execute();
}

/** Updates a violation. The caller holds the lock of its posting. */
export async function updateViolation(tx: Tx, id: string, change: Updateable<Table>): Promise<void> {
  await tx.updateTable("postingViolation").set(change).where("id", "=", id).execute();
}

const WAITING = sql`v.objection is not null and v.outcome is null`;
const FROM = sql`from posting_violation v join posting p on p.id = v.posting_id
  join shared.enterprise e on e.id = p.enterprise_id`;

export type ObjectionRow = Violation & {
  title: string;
  enterpriseId: string;
  employerName: string;
  /** `objected_at` as text, exact to the microsecond, for the cursor of the next page. */
  key: string;
};

/** Selects the objections that wait for the officer, oldest first. */
export async function selectObjections(
  db: DbOrTx,
  actor: Actor,
  { after, limit }: { after: { at: string; id: string } | null; limit: number },
): Promise<ObjectionRow[]> {
  const later = after
    ? sql`(v.objected_at, v.id) > (${after.at}::timestamptz, ${after.id}::uuid)`
    : sql`true`;
  const { rows } = await sql<ObjectionRow>`
    select v.*, p.title, p.enterprise_id, e.name as employer_name, v.objected_at::text as key ${FROM}
    where ${WAITING} and ${decidedBy(actor)} and ${later} order by v.objected_at, v.id limit ${limit}`.execute(
    db,
  );
  return rows;
}

/** Counts the objections that wait for the officer. */
export async function countWaitingObjections(db: DbOrTx, actor: Actor): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n ${FROM} where ${WAITING} and ${decidedBy(actor)}`.execute(db);
  return rows[0]?.n ?? 0;
}

/** Selects the applications to a posting that have neither a refusal nor a start. */
export async function openApplicationsTo(
  tx: Tx,
  postingId: string,
): Promise<{ id: string; accountId: string }[]> {
  const { rows } = await sql<{ id: string; accountId: string }>`
    select id, account_id from shared.application
    where posting_id = ${postingId} and status in ('sent', 'invited')`.execute(tx);
  return rows;
}
