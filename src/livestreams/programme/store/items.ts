import { sql } from "kysely";
import type { DbOrTx, Tx } from "../../../../db/client.ts";
import { timeOnce } from "../../../../db/row-list.ts";
import { bringToEvent, takeFromEvent } from "../../../event-visibility/index.ts";
import { HOMES, joinPosting, STANDING, type Standing } from "../../livestream/index.ts";

export type Item = { postingId: string; title: string; employer: string; standing: Standing };

/** Selects the run sheet of a livestream in its order, with the standing of each posting. */
export async function selectItems(db: DbOrTx, livestreamId: string): Promise<Item[]> {
  const { rows } = await sql<Item>`
    select i.posting_id, coalesce(p.title, '') as title, coalesce(e.name, '') as employer, ${STANDING} as standing
    from livestream l cross join ${timeOnce} ${HOMES} join livestream_item i on i.livestream_id = l.id
    ${joinPosting(sql`i.posting_id`)}
    where l.id = ${livestreamId} order by i.ordinal`.execute(db);
  return rows;
}

/** Selects the standing of these postings at a livestream, by id. They need not be on its run sheet. */
export async function selectStandings(
  db: DbOrTx,
  livestreamId: string,
  postingIds: readonly string[],
): Promise<Map<string, Standing>> {
  const { rows } = await sql<{ id: string; standing: Standing }>`
    select w.id, ${STANDING} as standing
    from livestream l cross join ${timeOnce} ${HOMES} cross join unnest(${postingIds}::uuid[]) as w(id)
    ${joinPosting(sql`w.id`)} where l.id = ${livestreamId}`.execute(db);
  return new Map(rows.map(({ id, standing }) => [id, standing]));
}

const EVENT = "livestream";

/**
 * Replaces the run sheet by these postings, in this order. Also replaces what the livestream's readers may
 * see by it: each enterprise with its postings on the run sheet.
 */
export async function replaceItems(
  tx: Tx,
  livestreamId: string,
  postingIds: readonly string[],
): Promise<void> {
  const id = sql`${livestreamId}::uuid`;
  const before = await enterprisesOf(tx, livestreamId);
  await sql`
    delete from livestream_item where livestream_id = ${id} and not posting_id = any(${postingIds}::uuid[])`.execute(
    tx,
  );
  await sql`
    insert into livestream_item (livestream_id, posting_id, ordinal)
    select ${id}, w.id, w.nth - 1 from unnest(${postingIds}::uuid[]) with ordinality as w(id, nth)
    on conflict (livestream_id, posting_id) do update set ordinal = excluded.ordinal`.execute(tx);
  const after = new Set(await enterprisesOf(tx, livestreamId));
  const gone = before.filter((enterprise) => !after.has(enterprise));
  await sql`
    select ${takeFromEvent(EVENT, id, sql`w.id`)} from unnest(${gone}::uuid[]) as w(id)`.execute(tx);
  await sql`
    select ${bringToEvent(EVENT, id, { enterprise: sql`x.enterprise_id`, postings: sql`x.postings` })}
    from (select p.enterprise_id, array_agg(p.id) as postings
      from livestream_item i join shared.posting p on p.id = i.posting_id
      where i.livestream_id = ${id} group by p.enterprise_id) x`.execute(tx);
}

/** Selects the enterprises whose postings are on the run sheet. */
async function enterprisesOf(tx: Tx, livestreamId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct p.enterprise_id as id from livestream_item i join shared.posting p on p.id = i.posting_id
    where i.livestream_id = ${livestreamId}`.execute(tx);
  return rows.map(({ id }) => id);
}

/** Selects the ids of the postings on the run sheet, in its order. */
export async function selectItemIds(db: DbOrTx, livestreamId: string): Promise<string[]> {
  const { rows } = await sql<{ postingId: string }>`
    select posting_id from livestream_item where livestream_id = ${livestreamId} order by ordinal`.execute(
    db,
  );
  return rows.map(({ postingId }) => postingId);
}
