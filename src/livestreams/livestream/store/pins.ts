import { sql } from "kysely";
import type { Tx } from "../../../../db/client.ts";
import { timeOnce } from "../../../../db/row-list.ts";
import type { UnpinReason } from "../../../../db/schema/index.ts";
import { joinPosting } from "./standing.ts";

/** An open pin that was closed. */
export type ClosedPin = { id: string; postingId: string };

type ClosePinOptions = { pinId?: string | null; except?: string | null; at?: Date | null };

/**
 * Closes the open pin of a livestream now, or at the earlier time `at`. A posting that was over before is
 * noted to have ended then. With `pinId` or `except`, only that pin, or only another posting's. Returns the
 * pin, or undefined for none.
 */
export async function closePin(
  tx: Tx,
  livestreamId: string,
  reason: UnpinReason,
  { pinId = null, except = null, at = null }: ClosePinOptions = {},
): Promise<ClosedPin | undefined> {
  const { rows } = await sql<ClosedPin>`
    update livestream_pin n set reason = case when x.over <= x.ends then 'ended' else ${reason}::text end,
      unpinned_at = greatest(n.pinned_at, least(x.ends, x.over))
    from (select n.id, least(t.now, ${at}::timestamptz) as ends, least(p.expires_at, p.closed_at) as over
      from livestream_pin n cross join ${timeOnce} ${joinPosting(sql`n.posting_id`)}
      where n.livestream_id = ${livestreamId} and n.unpinned_at is null) x
    where x.id = n.id and n.unpinned_at is null and (${pinId}::uuid is null or n.id = ${pinId}::uuid)
      and (${except}::uuid is null or n.posting_id <> ${except}::uuid)
    returning n.id, n.posting_id`.execute(tx);
  return rows[0];
}
