import { type RawBuilder, sql } from "kysely";
import type { DbOrTx, Tx } from "../../../../db/client.ts";
import { timeOnce } from "../../../../db/row-list.ts";
import type { UnpinReason } from "../../../../db/schema/index.ts";
import { HOMES, joinPosting, OVER_AT, STANDING, type Standing, withSignal } from "../../livestream/index.ts";

export type OpenPin = { id: string; postingId: string; pinnedAt: Date; standing: Standing };

/** Selects the open pin of a livestream, with the standing of its posting. */
export async function selectOpenPin(db: DbOrTx, livestreamId: string): Promise<OpenPin | undefined> {
  const { rows } = await sql<OpenPin>`
    select n.id, n.posting_id, n.pinned_at, ${STANDING} as standing
    from livestream l cross join ${timeOnce} ${HOMES} join livestream_pin n on n.livestream_id = l.id
    ${joinPosting(sql`n.posting_id`)}
    where l.id = ${livestreamId} and n.unpinned_at is null`.execute(db);
  return rows[0];
}

export type NewPin = { id: string; livestreamId: string; postingId: string; pinnedBy: string | null };

/**
 * Pins a posting of the run sheet in one statement, if it may be shown and no pin is open. Returns the pin,
 * or undefined. The index of open pins refuses a second one.
 */
export async function insertPin(tx: Tx, pin: NewPin): Promise<OpenPin | undefined> {
  const { id, livestreamId, postingId, pinnedBy } = pin;
  const { rows } = await sql<OpenPin>`
    insert into livestream_pin (id, livestream_id, posting_id, pinned_at, pinned_by)
    select ${id}::uuid, l.id, i.posting_id, greatest(t.now, (
      select max(n.unpinned_at) from livestream_pin n where n.livestream_id = l.id)), ${pinnedBy}::uuid
    from livestream l cross join ${timeOnce} ${HOMES} join livestream_item i on i.livestream_id = l.id
    ${joinPosting(sql`i.posting_id`)}
    where l.id = ${livestreamId} and i.posting_id = ${postingId} and ${STANDING} = 'live'
      and not exists (select from livestream_pin o where o.livestream_id = l.id and o.unpinned_at is null)
    returning id, posting_id, pinned_at, 'live' as standing`.execute(tx);
  return rows[0];
}

/**
 * Selects the posting after the last pinned one in the run sheet that may be shown: after the open pin, else
 * after the newest one. Without any pin, the first of the run sheet.
 */
export async function selectNext(tx: Tx, livestreamId: string): Promise<string | undefined> {
  const { rows } = await sql<{ postingId: string }>`
    select i.posting_id from livestream l cross join ${timeOnce} ${HOMES}
    join livestream_item i on i.livestream_id = l.id ${joinPosting(sql`i.posting_id`)}
    where l.id = ${livestreamId} and ${STANDING} = 'live' and i.ordinal > coalesce((
      select o.ordinal from livestream_pin n join livestream_item o
        on o.livestream_id = n.livestream_id and o.posting_id = n.posting_id
      where n.livestream_id = l.id order by n.unpinned_at is null desc, n.pinned_at desc, n.id desc limit 1), -1)
    order by i.ordinal limit 1`.execute(tx);
  return rows[0]?.postingId;
}

export type PinRow = {
  id: string;
  postingId: string;
  title: string;
  employer: string;
  pinnedAt: Date;
  pinnedKey: string;
  unpinnedAt: Date | null;
  reason: UnpinReason | null;
};

const POSTING_OVER = sql`least(p.expires_at, p.closed_at)`;
const ENDS = sql`least(${POSTING_OVER}, ${OVER_AT})`;
/**
 * SQL of type timestamptz: the end of the pin `n` of a livestream `withSignal`, with its posting `p`. The end
 * of its posting or its livestream ends the pin, also if nobody closed it.
 */
export const PIN_ENDS: RawBuilder<unknown> = sql`coalesce(n.unpinned_at,
  case when ${ENDS} <= t.now then greatest(n.pinned_at, ${ENDS}) end)`;

/**
 * Selects the pins of a livestream, oldest first. With `shownFrom`, only those that the public saw: a pin of
 * the rehearsal counts from that time, unless it was closed before.
 */
export async function selectPins(
  db: DbOrTx,
  livestreamId: string,
  asked: { after: { pinnedKey: string; id: string } | null; limit: number; shownFrom: Date | null },
): Promise<PinRow[]> {
  const { after, limit, shownFrom } = asked;
  const place = after
    ? sql`(n.pinned_at, n.id) > (${after.pinnedKey}::timestamptz, ${after.id}::uuid)`
    : sql`true`;
  const { rows } = await sql<PinRow>`
    select n.id, n.posting_id, coalesce(p.title, '') as title, coalesce(e.name, '') as employer,
      greatest(n.pinned_at, ${shownFrom}::timestamptz) as pinned_at, n.pinned_at::text as pinned_key,
      ${PIN_ENDS} as unpinned_at, case when n.unpinned_at is not null then n.reason
        when ${POSTING_OVER} <= least(t.now, ${OVER_AT}) then 'ended' when ${OVER_AT} <= t.now then 'over' end as reason
    from ${withSignal(sql`livestream l`)} join livestream_pin n on n.livestream_id = l.id
    ${joinPosting(sql`n.posting_id`)}
    where l.id = ${livestreamId} and ${place}
      and (${shownFrom}::timestamptz is null or ${PIN_ENDS} is null or ${PIN_ENDS} > ${shownFrom}::timestamptz)
    order by n.pinned_at, n.id limit ${limit}`.execute(db);
  return rows;
}
