import { sql } from "kysely";
import type { DbOrTx } from "../../../db/client.ts";
import type { Actor } from "../../platform/core/actor.ts";
import { decidedBy } from "./offices.ts";
import { type ManagedPostingRow, selectDesk } from "./views.ts";

const memberOf = (actor: Actor) =>
  sql`e.id = any(${actor.kind === "account" ? actor.enterprises.map((one) => one.id) : []}::uuid[])`;

/**
 * Condition: the actor is a member of the posting's enterprise, or an officer who may decide on the posting.
 */
const managedBy = (actor: Actor) => sql`(${memberOf(actor)} or ${decidedBy(actor)})`;

export async function selectManagedPosting(
  db: DbOrTx,
  actor: Actor,
  id: string,
): Promise<ManagedPostingRow | undefined> {
  return (await selectDesk(db, sql`p.id = ${id} and ${managedBy(actor)}`))[0];
}

export async function selectManagedByIds(
  db: DbOrTx,
  actor: Actor,
  ids: string[],
): Promise<ManagedPostingRow[]> {
  if (ids.length === 0) return [];
  return selectDesk(db, sql`p.id = any(${ids}::uuid[]) and ${managedBy(actor)}`);
}

export const MANAGED_STATUSES = ["draft", "returned", "submitted", "published", "expired", "closed"] as const;
export type ManagedStatus = (typeof MANAGED_STATUSES)[number];

/**
 * Condition for a status of the list. 有效 and 已过期 are both stored as published; the validity date
 * distinguishes them. 草稿 and 被退回 are both stored as draft; only a returned one has reasons.
 */
function withStatus(status: ManagedStatus | undefined) {
  if (status === undefined) return sql`true`;
  if (status === "draft") return sql`p.status = 'draft' and p.return_reasons is null`;
  if (status === "returned") return sql`p.status = 'draft' and p.return_reasons is not null`;
  if (status === "published") return sql`p.status = 'published' and p.expires_at > (select app.now())`;
  if (status === "expired") return sql`p.status = 'published' and p.expires_at <= (select app.now())`;
  return sql`p.status = ${status}`;
}

export type ManagedPostingsQuery = {
  enterpriseId?: string | undefined;
  importId?: string | undefined;
  status?: ManagedStatus | undefined;
  /** Part of the title, or of the employer's name. */
  words?: string | undefined;
  after: { createdAt: string; id: string } | null;
  limit: number;
};

type Part = Pick<ManagedPostingsQuery, "enterpriseId" | "importId" | "words">;

/** Condition: the actor may manage the posting, and it belongs to the part of the list. */
function ofPart(actor: Actor, { enterpriseId, importId, words }: Part) {
  const conditions = [managedBy(actor)];
  if (enterpriseId) conditions.push(sql`p.enterprise_id = ${enterpriseId}`);
  if (importId) conditions.push(sql`p.import_id = ${importId}`);
  if (words)
    conditions.push(
      sql`(strpos(lower(p.title), lower(${words})) > 0 or strpos(lower(e.name), lower(${words})) > 0)`,
    );
  return sql.join(conditions, sql` and `);
}

/**
 * Selects postings that the actor may manage, newest first. Selects one row more than `limit`, to show
 * whether there is a next page.
 */
export async function selectManagedPage(
  db: DbOrTx,
  actor: Actor,
  q: ManagedPostingsQuery,
): Promise<ManagedPostingRow[]> {
  const conditions = [ofPart(actor, q), withStatus(q.status)];
  if (q.after)
    conditions.push(sql`(p.created_at, p.id) < (${q.after.createdAt}::timestamptz, ${q.after.id}::uuid)`);
  return selectDesk(
    db,
    sql.join(conditions, sql` and `),
    sql`order by p.created_at desc, p.id desc limit ${q.limit + 1}`,
  );
}

/** Counts the postings of a part of the list by status, as far as the actor may manage them. */
export async function countManaged(
  db: DbOrTx,
  actor: Actor,
  part: Part,
): Promise<Record<ManagedStatus, number>> {
  const counts = MANAGED_STATUSES.map(
    (status) => sql`count(*) filter (where ${withStatus(status)})::int as ${sql.ref(status)}`,
  );
  const { rows } = await sql<Record<ManagedStatus, number>>`
    select ${sql.join(counts)} from posting p join shared.enterprise e on e.id = p.enterprise_id
    where ${ofPart(actor, part)}`.execute(db);
  return rows[0] as Record<ManagedStatus, number>;
}

/** Returns true if the enterprise exists and the actor is its member or officer. */
export async function isEnterpriseManager(db: DbOrTx, actor: Actor, id: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from shared.enterprise e
    where e.id = ${id} and (${memberOf(actor)} or ${decidedBy(actor, sql`e.county`)})`.execute(db);
  return rows.length > 0;
}
