import { sql } from "kysely";
import type { DbOrTx, Tx } from "../../../db/client.ts";
import type { Office } from "../../platform/core/actor.ts";
import type { Retention } from "../../platform/housekeeping/index.ts";
import { OWNER_DAYS, type WorkKind } from "../rules.ts";

type Item = { kind: WorkKind; id: string; city: string };

/** The owner that an item has now: an officer of its city, or null. */
const CURRENT = (city: string) => sql`(select s.account_id from shared.staff_place s
  where s.account_id = work_owner.account_id and s.kind = 'officer' and s.city = ${city} limit 1)`;

/**
 * Gives an item to an officer in one statement, if its owner is still `from`. Returns false if somebody
 * else has it meanwhile.
 */
export async function putOwner(
  tx: Tx,
  { kind, id, city }: Item,
  change: { to: string; from: string | null; by: string },
): Promise<boolean> {
  const { to, from, by } = change;
  const { rows } = await sql`
    insert into work_owner (kind, subject_id, account_id, given_by)
    select ${kind}, ${id}::uuid, ${to}::uuid, ${by}::uuid
    where ${from}::uuid is null or exists (select from work_owner o where o.kind = ${kind} and o.subject_id = ${id}::uuid)
    on conflict (kind, subject_id) do update
      set account_id = excluded.account_id, given_by = excluded.given_by, given_at = app.now()
      where ${CURRENT(city)} is not distinct from ${from}::uuid
    returning 1`.execute(tx);
  return rows.length > 0;
}

/** Takes an item from its owner `from`. Returns false if somebody else has it meanwhile. */
export async function dropOwner(tx: Tx, { kind, id }: Item, from: string): Promise<boolean> {
  const { rows } = await sql`
    delete from work_owner where kind = ${kind} and subject_id = ${id}::uuid and account_id = ${from}::uuid
    returning 1`.execute(tx);
  return rows.length > 0;
}

/** Selects the officers of the cities in which the offices are. */
export async function selectColleagues(
  db: DbOrTx,
  offices: readonly Office[],
  limit: number,
): Promise<string[]> {
  const { rows } = await sql<{ accountId: string }>`
    select distinct s.account_id from shared.staff_place s
    where s.kind = 'officer' and s.city = any(${offices.map(({ city }) => city)}::text[])
    order by s.account_id limit ${limit}`.execute(db);
  return rows.map(({ accountId }) => accountId);
}

/** Selects the offices of an officer. */
export async function selectOffices(db: DbOrTx, accountId: string): Promise<Office[]> {
  const { rows } = await sql<Office>`
    select s.city, s.county from shared.staff_place s
    where s.account_id = ${accountId}::uuid and s.kind = 'officer'`.execute(db);
  return rows;
}

/** Retention: owners of items a year after they got them. */
export const retention: readonly Retention[] = [
  {
    table: "work_owner",
    key: ["kind", "subject_id"],
    past: sql`given_at < (select app.now()) - make_interval(days => ${OWNER_DAYS})`,
  },
];
