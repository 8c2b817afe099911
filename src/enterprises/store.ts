import { type Insertable, type RawBuilder, type Selectable, sql, type Updateable } from "kysely";
import type { DbOrTx, Tx } from "../../db/client.ts";
import { rowList } from "../../db/row-list.ts";
import type { Database } from "../../db/schema/index.ts";
import { enterpriseAtEvent } from "../event-visibility/index.ts";
import type { Scope } from "../platform/context.ts";
import type { Actor } from "../platform/core/actor.ts";

type Table = Database["enterprise"];
export type Enterprise = Selectable<Table>;
export type EnterpriseChange = Omit<Updateable<Table>, "rev" | "updatedAt">;
export type EnterpriseRow = Enterprise & {
  verifier: string;
  members: number;
  claims: number;
  suspension: { reason: string; at: string; by: string | null } | null;
  managed: boolean;
  key: string;
};

/** Condition: the actor is an officer of the enterprise's city or county. */
function decidedBy(actor: Actor): RawBuilder<boolean> {
  if (actor.kind === "system") return sql`true`;
  const offices = actor.kind === "account" ? actor.offices : [];
  return sql`exists (select 1 from unnest(${offices.map((o) => o.city)}::text[], ${offices.map((o) => o.county)}::text[])
    as o(city, county) where o.city = e.home_city and (o.county is null or o.county = e.county))`;
}

const managedBy = (actor: Actor) =>
  sql<boolean>`(${decidedBy(actor)} or e.id = any(${
    actor.kind === "account" ? actor.enterprises.map((one) => one.id) : []
  }::uuid[]))`;

const visible = (scope: Scope) =>
  sql`e.home_city in (select home from app.visible_home_cities(${scope.city}, ${scope.agreement}, 'enterprise') as v(home))`;

const columns = (actor: Actor) => sql`e.*, c.federation_name as verifier, e.created_at::text as key,
  ${managedBy(actor)} as managed,
  (select count(*)::int from shared.member m where m.enterprise_id = e.id) as members,
  (select count(*)::int from enterprise_claim k where k.enterprise_id = e.id and k.status = 'pending') as claims,
  (select jsonb_build_object('reason', s.reason, 'by', a.name,
      'at', to_char(s.suspended_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
    from enterprise_suspension s left join shared.account a on a.id = s.suspended_by
    where s.enterprise_id = e.id and s.ended_at is null) as suspension
  from enterprise e join city c on c.code = e.home_city`;

/**
 * Selects an enterprise if the reader may see it: as member or officer, at a fair of the reader's agreement,
 * or under the agreement. Under the agreement it must be verified, or imported and not suspended.
 */
export async function selectEnterprise(
  db: DbOrTx,
  reader: { actor: Actor; scope: Scope },
  id: string,
): Promise<EnterpriseRow | undefined> {
  const { rows } = await sql<EnterpriseRow>`
    select ${columns(reader.actor)} where e.id = ${id} and (${managedBy(reader.actor)} or (${visible(reader.scope)}
      and (e.status = 'verified' or (e.origin = 'imported' and e.status <> 'suspended')))
      or ${enterpriseAtEvent(sql`e.id`, reader.scope)})`.execute(db);
  return rows[0];
}

/** When a verified enterprise was verified, and until when that holds. */
export type Verification = { at: Date; until: Date; over: boolean };

/** Selects the verification of an enterprise; null for a copy, whose city does not tell it. */
export async function selectVerification(db: DbOrTx, id: string): Promise<Verification | null> {
  const { rows } = await sql<Verification>`
    select verified_at as at, verified_at + interval '6 months' as until,
      verified_at + interval '6 months' <= app.now() as over
    from enterprise where id = ${id}::uuid and status = 'verified' and verified_at is not null`.execute(db);
  return rows[0] ?? null;
}

/** Selects enterprises for their changes, without regard to a reader. */
export async function selectForFeed(db: DbOrTx, ids: readonly string[]): Promise<EnterpriseRow[]> {
  const { rows } = await sql<EnterpriseRow>`
    select ${columns({ kind: "system", name: "feed" })} where e.id = any(${ids}::uuid[])`.execute(db);
  return rows;
}

/**
 * Counts the enterprises that an actor decides about, by status. The conditions are those of the list, apart
 * from the status.
 */
export async function countManaged(
  db: DbOrTx,
  actor: Actor,
  q: string | undefined,
): Promise<{ status: Enterprise["status"]; n: number }[]> {
  const named = q ? sql`and strpos(e.name_key, ${q}) > 0` : sql``;
  const { rows } = await sql<{ status: Enterprise["status"]; n: number }>`
    select e.status, count(*)::int as n from enterprise e where ${decidedBy(actor)} ${named}
    group by e.status`.execute(db);
  return rows;
}

export type ListQuestion = {
  managed: boolean;
  status?: Enterprise["status"] | undefined;
  q?: string | undefined;
  after: { createdAt: string; id: string } | null;
  limit: number;
};

/**
 * Selects enterprises, newest first. Selects one row more than `limit`, to show whether there is a next page.
 */
export async function selectEnterprises(
  db: DbOrTx,
  reader: { actor: Actor; scope: Scope },
  question: ListQuestion,
): Promise<EnterpriseRow[]> {
  const conditions: RawBuilder<unknown>[] = question.managed
    ? [decidedBy(reader.actor)]
    : [visible(reader.scope), sql`e.status = 'verified'`];
  if (question.status) conditions.push(sql`e.status = ${question.status}`);
  if (question.q) conditions.push(sql`strpos(e.name_key, ${question.q}) > 0`);
  if (question.after)
    conditions.push(
      sql`(e.created_at, e.id) < (${question.after.createdAt}::timestamptz, ${question.after.id}::uuid)`,
    );
  const { rows } = await sql<EnterpriseRow>`
    select ${columns(reader.actor)} where ${sql.join(conditions, sql` and `)}
    order by e.created_at desc, e.id desc limit ${question.limit + 1}`.execute(db);
  return rows;
}

export const lockEnterprise = (tx: Tx, id: string): Promise<Enterprise | undefined> =>
  tx.selectFrom("enterprise").selectAll().where("id", "=", id).forUpdate().executeTakeFirst();

type OrUndefined<T> = { [K in keyof T]: T[K] | undefined };

/** Inserts an enterprise. A column with an undefined value gets its default. */
export async function insertEnterprise(
  tx: Tx,
  values: OrUndefined<Insertable<Table>> &
    Pick<Insertable<Table>, "id" | "homeCity" | "name" | "nameKey" | "status" | "origin">,
): Promise<void> {
  await tx.insertInto("enterprise").values(values).execute();
}

/** Updates an enterprise and increments its revision. Returns the new revision. */
export async function updateEnterpriseRow(tx: Tx, id: string, change: EnterpriseChange): Promise<number> {
  const { rev } = await tx
    .updateTable("enterprise")
    .set({ ...change, updatedAt: sql<Date>`app.now()`, rev: sql<number>`rev + 1` })
    .where("id", "=", id)
    .returning("rev")
    .executeTakeFirstOrThrow();
  return rev;
}

/**
 * Selects the id of the existing enterprise that a new one would duplicate. Either both have one credit
 * code and their cities share enterprises, or the existing one has no code and the same name and city.
 */
export async function selectTwin(
  tx: Tx,
  one: { homeCity: string; uscc: string | null; nameKey: string | null; except?: string },
): Promise<string | null> {
  // Writers of one credit code run one after another, so that the second one sees the row of the first.
  if (one.uscc)
    await sql`select pg_advisory_xact_lock(hashtextextended(${`uscc ${one.uscc}`}, 0))`.execute(tx);
  const { rows } = await sql<{ id: string }>`
    select e.id from enterprise e
    where e.id is distinct from ${one.except ?? null}::uuid
      and ((e.uscc = ${one.uscc} and e.home_city in (select home from app.visible_home_cities(${one.homeCity}, null, 'enterprise') as v(home)))
        or (e.uscc is null and e.home_city = ${one.homeCity} and e.name_key = ${one.nameKey}))
    order by e.uscc nulls last limit 1`.execute(tx);
  return rows[0]?.id ?? null;
}

export type Inviter = { city: string; insider: boolean };

/**
 * Selects the city of an unused invitation to a fair that still takes registrations. `insider` is true if the
 * enterprise's own city belongs to the fair's agreement.
 */
export async function selectInviter(
  tx: Tx,
  code: string,
  ownCity: string | null,
): Promise<Inviter | undefined> {
  const { rows } = await sql<Inviter>`
    select i.city, exists (select 1 from agreement_city a where a.agreement_id = i.agreement_id and a.city = ${ownCity}::text
      and a.joined_on <= app.today() and (a.left_on is null or a.left_on > app.today())) as insider
    from shared.open_invitation i where i.code = ${code}`.execute(tx);
  return rows[0];
}

export type NewEmployer = Pick<
  Enterprise,
  "id" | "name" | "nameKey" | "sourceName" | "nature" | "industry" | "size" | "address" | "county"
>;

const NEW_EMPLOYER = {
  id: "uuid",
  name: "text",
  nameKey: "text",
  sourceName: "text",
  nature: "text",
  industry: "text",
  size: "text",
  address: "text",
  county: "text",
} as const satisfies Record<keyof NewEmployer, string>;

/**
 * Inserts the employers whose names are new in the city. Concurrent imports create each employer once.
 * Returns the ids of the inserted ones.
 */
export async function insertImported(tx: Tx, homeCity: string, all: NewEmployer[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    insert into enterprise (id, home_city, county, name, name_key, status, nature, industry, size, address, origin,
      source_name)
    select n.id, ${homeCity}, n.county, n.name, n."nameKey", 'unverified', n.nature, n.industry, n.size, n.address,
      'imported', n."sourceName"
    from ${rowList(all, NEW_EMPLOYER)}
    where not exists (select 1 from enterprise e where e.home_city = ${homeCity} and e.name_key = n."nameKey")
    on conflict (home_city, name_key) where uscc is null do nothing
    returning id`.execute(tx);
  return rows.map((row) => row.id);
}

export type EmployerStatus = { id: string; status: Enterprise["status"]; county: string | null };

/** Selects the employer of each name key. If several have the same key, a verified one takes precedence. */
export async function selectByKeys(
  db: DbOrTx,
  homeCity: string,
  keys: string[],
): Promise<Map<string, EmployerStatus>> {
  const { rows } = await sql<EmployerStatus & { nameKey: string }>`
    select distinct on (name_key) id, status, county, name_key from enterprise
    where home_city = ${homeCity} and name_key = any(${keys})
    order by name_key, (status = 'verified') desc, created_at, id`.execute(db);
  return new Map(rows.map(({ nameKey, ...one }) => [nameKey, one]));
}

export const countMembers = async (tx: Tx, enterpriseId: string): Promise<number> => {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from shared.member
    where enterprise_id = ${enterpriseId}`.execute(tx);
  return rows[0]?.n ?? 0;
};
