import { type Insertable, sql, type Updateable } from "kysely";
import type { DbOrTx, Tx } from "../../../db/client.ts";
import type { Database, EnterpriseStatus, PostingValues } from "../../../db/schema/index.ts";

type Table = Database["posting"];
export type Posting = PostingValues;
export type PostingChange = Omit<Updateable<Table>, "rev" | "updatedAt">;
export type PostingOwner = { id: string; homeCity: string; county: string | null; status: EnterpriseStatus };
export type LockedPosting = { posting: Posting; owner: PostingOwner; today: string; now: Date };

const OWNER = ["id", "homeCity", "county", "status"] as const;

/** Locks a posting, and its enterprise's status against change. Every writer locks the enterprise first. */
export async function lockPosting(tx: Tx, id: string): Promise<LockedPosting | null> {
  const owner = await tx
    .selectFrom("shared.enterprise")
    .select(OWNER)
    .where("id", "=", (q) => q.selectFrom("posting").select("enterpriseId").where("id", "=", id))
    .forShare()
    .executeTakeFirst();
  const locked = await tx
    .selectFrom("posting")
    .selectAll()
    .select([sql<string>`app.today()`.as("today"), sql<Date>`app.now()`.as("now")])
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  if (!owner || !locked) return null;
  const { today, now, ...posting } = locked;
  return { posting, owner, today, now };
}

/**
 * Returns the home city of an enterprise or of a posting. It never changes, so it may be read without a lock.
 */
export async function homeCityOf(
  db: DbOrTx,
  of: { enterpriseId: string } | { postingId: string },
): Promise<string | undefined> {
  const table = "enterpriseId" in of ? "shared.enterprise" : "posting";
  const id = "enterpriseId" in of ? of.enterpriseId : of.postingId;
  const row = await db.selectFrom(table).select("homeCity").where("id", "=", id).executeTakeFirst();
  return row?.homeCity;
}

/** Selects an enterprise and locks its status against change until the transaction ends. */
export const lockOwner = (tx: Tx, id: string): Promise<PostingOwner | undefined> =>
  tx.selectFrom("shared.enterprise").select(OWNER).where("id", "=", id).forShare().executeTakeFirst();

/**
 * Locks a form's id until the transaction ends, so that repeated submissions of the form run one after
 * another.
 */
export const lockForFirstClick = (tx: Tx, id: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${id}, 0))`.execute(tx);

export async function insertPosting(tx: Tx, values: Insertable<Table>): Promise<void> {
  await tx.insertInto("posting").values(values).execute();
}

/** Updates a posting and increments its revision. Returns the new revision. */
export async function updatePosting(tx: Tx, id: string, change: PostingChange): Promise<number> {
  const { rev } = await tx
    .updateTable("posting")
    .set({ ...change, updatedAt: sql<Date>`app.now()`, rev: sql<number>`rev + 1` })
    .where("id", "=", id)
    .returning("rev")
    .executeTakeFirstOrThrow();
  return rev;
}

/** Selects the ids of all postings of the enterprises, in any state. */
export async function selectIdsOf(db: DbOrTx, enterprises: string[]): Promise<string[]> {
  if (enterprises.length === 0) return [];
  const rows = await db.selectFrom("posting").select("id").where("enterpriseId", "in", enterprises).execute();
  return rows.map((row) => row.id);
}

/**
 * Increments the revision of every published posting of an enterprise that has not expired, so that followers
 * of the change feed apply the next change. Returns their ids.
 */
export async function touchLiveOf(tx: Tx, enterpriseId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update posting set rev = rev + 1
    where enterprise_id = ${enterpriseId} and status = 'published' and expires_at > app.now()
    returning id`.execute(tx);
  return rows.map(({ id }) => id);
}

export const selectOccupations = (db: DbOrTx) =>
  db.selectFrom("occupation").select(["id", "name", "aliases"]).execute();
