import { sql } from "kysely";
import type { DbOrTx } from "../../../db/client.ts";
import type { Actor } from "../../platform/core/actor.ts";
import { decidedBy } from "./offices.ts";
import { type DeskRow, selectDesk } from "./views.ts";

const memberOf = (actor: Actor) =>
  sql`e.id = any(${actor.kind === "account" ? actor.enterprises.map((one) => one.id) : []}::uuid[])`;

/**
 * Condition: the actor is a member of the posting's enterprise, or an officer who may decide on the posting.
 */
const onDeskOf = (actor: Actor) => sql`(${memberOf(actor)} or ${decidedBy(actor)})`;

export async function selectOneDesk(db: DbOrTx, actor: Actor, id: string): Promise<DeskRow | undefined> {
  return (await selectDesk(db, sql`p.id = ${id} and ${onDeskOf(actor)}`))[0];
}

export async function selectDeskByIds(db: DbOrTx, actor: Actor, ids: string[]): Promise<DeskRow[]> {
  if (ids.length === 0) return [];
  return selectDesk(db, sql`p.id = any(${ids}::uuid[]) and ${onDeskOf(actor)}`);
}

export const DESK_STATUSES = ["draft", "submitted", "published", "expired", "closed"] as const;
export type DeskStatus = (typeof DESK_STATUSES)[number];

/**
 * Condition for a status of the list. 有效 and 已过期 are both stored as published; the validity date
 * distinguishes them.
 */
function standing(status: DeskStatus | undefined) {
  if (status === undefined) return sql`true`;
  if (status === "published") return sql`p.status = 'published' and p.expires_at > (select app.now())`;
  if (status === "expired") return sql`p.status = 'published' and p.expires_at <= (select app.now())`;
  return sql`p.status = ${status}`;
}

export type DeskQuestion = {
  enterpriseId?: string | undefined;
  importId?: string | undefined;
  status?: DeskStatus | undefined;
  after: { createdAt: string; id: string } | null;
  limit: number;
};

/**
 * Selects postings that the actor may manage, newest first. Selects one row more than `limit`, to show
 * whether there is a next page.
 */
export async function selectDeskPage(db: DbOrTx, actor: Actor, q: DeskQuestion): Promise<DeskRow[]> {
  const conditions = [onDeskOf(actor), standing(q.status)];
  if (q.enterpriseId) conditions.push(sql`p.enterprise_id = ${q.enterpriseId}`);
  if (q.importId) conditions.push(sql`p.import_id = ${q.importId}`);
  if (q.after)
    conditions.push(sql`(p.created_at, p.id) < (${q.after.createdAt}::timestamptz, ${q.after.id}::uuid)`);
  return selectDesk(
    db,
    sql.join(conditions, sql` and `),
    sql`order by p.created_at desc, p.id desc limit ${q.limit + 1}`,
  );
}

/** Returns true if the enterprise exists and the actor is its member or officer. */
export async function ownsEnterpriseDesk(db: DbOrTx, actor: Actor, id: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from shared.enterprise e
    where e.id = ${id} and (${memberOf(actor)} or ${decidedBy(actor, sql`e.county`)})`.execute(db);
  return rows.length > 0;
}
