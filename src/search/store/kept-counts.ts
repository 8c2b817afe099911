import { sql } from "kysely";
import type { DbOrTx } from "../../../db/client.ts";
import type { Scope } from "../../context.ts";
import type { FacetCounts } from "../port.ts";

export type Counted = { total: number; facets: FacetCounts | null };
/** Writes that the index has seen, the time and the next expiry in milliseconds, and whose postings are seen. */
type Moment = { generation: string; nowMs: number; nextExpiryMs: number | null; homeCities: string };
type Kept = { counted: Counted; moment: Moment };

const KEPT_MAX = 2_000;
const kept = new WeakMap<DbOrTx, Map<string, Kept>>();

async function momentOf(db: DbOrTx, scope: Scope): Promise<Moment> {
  const { rows } = await sql<Moment>`
    select (select n::text from search_generation) as generation, extract(epoch from app.now())::float8 * 1000 as now_ms,
      (select extract(epoch from min(expires_at))::float8 * 1000 from posting_search
       where expires_at > (select app.now())) as next_expiry_ms,
      array(select app.visible_home_cities(${scope.city}, ${scope.agreement}, 'posting') order by 1)::text as home_cities`.execute(
    db,
  );
  const row = rows[0];
  if (!row) throw new Error("the index has no generation");
  return row;
}

/** The same cities are seen, nothing was written since, and nothing has expired in between: the counts are still exactly these. */
const stillHolds = ({ moment: then }: Kept, now: Moment) =>
  then.generation === now.generation &&
  then.homeCities === now.homeCities &&
  now.nowMs >= then.nowMs &&
  (then.nextExpiryMs === null || now.nowMs < then.nextExpiryMs);

/**
 * Counts of a question, which cost more the more it finds: counted once and kept in this process for as
 * long as they are exactly true. `count` does the counting; what a write or an expiry overtakes meanwhile is not kept.
 */
export async function keptCounts(
  db: DbOrTx,
  { question, scope }: { question: string; scope: Scope },
  count: () => Promise<Counted>,
): Promise<Counted> {
  const now = await momentOf(db, scope);
  const mine = kept.get(db) ?? new Map<string, Kept>();
  kept.set(db, mine);
  const found = mine.get(question);
  if (found && stillHolds(found, now)) return found.counted;
  const entry = { counted: await count(), moment: now };
  if (stillHolds(entry, await momentOf(db, scope))) {
    mine.delete(question);
    mine.set(question, entry);
    for (const oldest of mine.keys()) if (mine.size > KEPT_MAX) mine.delete(oldest);
  }
  return entry.counted;
}

/** Every write to the index counts here, in its own transaction. */
export const countWrite = (db: DbOrTx) => sql`update search_generation set n = n + 1`.execute(db);
