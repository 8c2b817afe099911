import { sql } from "kysely";
import type { Tx } from "../../../db/client.ts";
import type { Flag } from "../../../db/schema/index.ts";

/** A posting's texts and stored flags, at the revision that was read. */
export type Reread = {
  id: string;
  rev: number;
  title: string;
  occupation: string | null;
  requirements: string | null;
  duties: string | null;
  payText: string | null;
  placeText: string | null;
  flags: Flag[];
};

/**
 * Begins a version's pass if there is none, and locks it. Returns null if it is over or another worker has
 * it.
 */
export async function lockPass(tx: Tx, version: string): Promise<{ afterId: string | null } | null> {
  await sql`insert into wording_pass (version) values (${version}) on conflict do nothing`.execute(tx);
  const { rows } = await sql<{ afterId: string | null }>`
    select after_id from wording_pass where version = ${version} and finished_at is null
    for update skip locked`.execute(tx);
  return rows[0] ?? null;
}

/** Selects postings of the cities here that are not closed, after the given one in order of id. */
export async function selectLiveAfter(tx: Tx, afterId: string | null, limit: number): Promise<Reread[]> {
  const { rows } = await sql<Reread>`
    select p.id, p.rev, p.title, p.occupation, p.requirements, p.duties, p.pay_text, p.place_text, p.flags
    from posting p
    where p.status <> 'closed' and app.is_hosted(p.home_city)
      and (${afterId}::uuid is null or p.id > ${afterId}::uuid)
    order by p.id limit ${limit}`.execute(tx);
  return rows;
}

/**
 * Stores flags. A posting that somebody changed since it was read has newer ones and stays. The revision does
 * not change, because no reader's page does. Returns the number of postings.
 */
export async function updateFlags(tx: Tx, postings: readonly Reread[]): Promise<number> {
  if (postings.length === 0) return 0;
  const { numAffectedRows } = await sql`
    update posting p set flags = n.flags
    from unnest(${postings.map(({ id }) => id)}::uuid[], ${postings.map(({ rev }) => rev)}::int[],
      ${postings.map(({ flags }) => JSON.stringify(flags))}::jsonb[]) as n(id, rev, flags)
    where p.id = n.id and p.rev = n.rev`.execute(tx);
  return Number(numAffectedRows ?? 0);
}

/** Stores how far a pass came, and its end. */
export async function movePass(
  tx: Tx,
  version: string,
  { afterId, seen, changed, over }: { afterId: string | null; seen: number; changed: number; over: boolean },
): Promise<void> {
  await sql`
    update wording_pass set after_id = ${afterId}::uuid, seen = seen + ${seen}, changed = changed + ${changed},
      finished_at = case when ${over} then app.now() end
    where version = ${version}`.execute(tx);
}
