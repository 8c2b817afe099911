import type { Tx } from "../../../db/client.ts";
import type { RequestContext } from "../../platform/context.ts";
import { AppError } from "../../platform/core/errors.ts";
import {
  changeLivestream,
  closePin,
  type LivestreamView,
  type LockedLivestream,
  phaseOf,
} from "../livestream/index.ts";
import { recordPin } from "./change-programme.ts";
import { FIELD_OF } from "./rules.ts";
import type { RunSheetInput } from "./schema.ts";
import { replaceItems, selectItemIds, selectStandings } from "./store/items.ts";
import { selectOpenPin } from "./store/pins.ts";

/** Throws INVALID_INPUT for new postings that may not be shown, and for one that is listed twice. */
async function requireShowable(tx: Tx, livestreamId: string, postingIds: readonly string[]): Promise<void> {
  const listed = new Set(await selectItemIds(tx, livestreamId));
  const added = postingIds.filter((id) => !listed.has(id));
  const standings = await selectStandings(tx, livestreamId, added);
  const seen = new Set<string>();
  const fields = postingIds.flatMap((id, at) => {
    const path = `postingIds.${at}`;
    if (seen.has(id)) return [{ path, code: "TWICE" }];
    seen.add(id);
    const standing = standings.get(id) ?? "live";
    return standing === "live" ? [] : [{ path, code: FIELD_OF[standing] }];
  });
  if (fields.length > 0) throw new AppError("INVALID_INPUT", { fields });
}

/** Unpins the posting that is being explained if it is no longer on the run sheet. */
async function unpinRemoved(
  tx: Tx,
  ctx: RequestContext,
  of: LockedLivestream,
  postingIds: readonly string[],
): Promise<void> {
  const pin = await selectOpenPin(tx, of.id);
  if (!pin || postingIds.includes(pin.postingId)) return;
  const closed = await closePin(tx, of.id, "removed");
  await recordPin(tx, ctx, { of, action: "unpin", change: { closed } });
}

/**
 * Replaces the run sheet by these postings, in this order. Postings that are new must be reviewed,
 * published, not expired, and shown by the livestream's agreement; those that were listed before may stay.
 * Throws NOT_FOUND unless the caller is an officer of an organising city, LIVESTREAM_STATE if the livestream
 * is over or cancelled, INVALID_INPUT for other postings, REVISION_CONFLICT.
 */
export const setRunSheet = (
  ctx: RequestContext,
  { id, postingIds, ...act }: RunSheetInput & { id: string },
): Promise<LivestreamView> => {
  const command = { id, ...act, action: "runSheet", input: postingIds, by: "control" } as const;
  return changeLivestream(ctx, { ...command, tells: "changed" }, async (livestream, tx) => {
    const phase = phaseOf(livestream, livestream.now);
    if (phase === "ended" || phase === "replay" || phase === "cancelled")
      throw new AppError("LIVESTREAM_STATE", { facts: { phase } });
    await requireShowable(tx, id, postingIds);
    await unpinRemoved(tx, ctx, livestream, postingIds);
    await replaceItems(tx, id, postingIds);
    return {};
  });
};
