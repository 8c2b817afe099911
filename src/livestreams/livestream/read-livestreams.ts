import type { RequestContext } from "../../platform/context.ts";
import { encodeCursor, type Page, type PageRequest, placeAfter } from "../../platform/core/cursor.ts";
import { orNotFound } from "../../platform/core/errors.ts";
import { requireMemberOf, requireOfficer } from "../../platform/core/guard.ts";
import { toView } from "./present.ts";
import type { LivestreamView } from "./schema.ts";
import { countByPhase, type LivestreamFilter, selectLivestreams } from "./store/lists.ts";
import { selectByIds, selectLivestream } from "./store/livestreams.ts";

/** Returns one livestream. Throws NOT_FOUND if the caller may not read it. */
export const getLivestream = async (ctx: RequestContext, { id }: { id: string }): Promise<LivestreamView> =>
  toView(orNotFound(await selectLivestream(ctx.db, ctx, id)));

/** Returns a livestream to an officer of an organising city. Throws NOT_FOUND for everybody else. */
export async function controlledLivestream(ctx: RequestContext, id: string): Promise<LivestreamView> {
  const livestream = await getLivestream(ctx, { id });
  orNotFound(livestream.control);
  return livestream;
}

/**
 * Returns the views of these livestreams in this order. Absent ones are left out. The caller must have
 * checked that the reader may read them.
 */
export async function livestreamsByIds(
  ctx: RequestContext,
  ids: readonly string[],
): Promise<LivestreamView[]> {
  const rows = new Map((await selectByIds(ctx.db, ctx, ids)).map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const row = rows.get(id);
    return row ? [toView(row)] : [];
  });
}

/**
 * Lists livestreams by page, sorted by start. `coming` starts with the earliest, `past` and `own` with the
 * latest. `own` selects those that the caller's city organises, `shown` those that concern an enterprise of
 * the caller. Counts them by phase, without regard to
 * `phase`.
 */
export async function listLivestreams(
  ctx: RequestContext,
  { cursor, limit, ...filter }: PageRequest & LivestreamFilter,
): Promise<Page<LivestreamView> & { counts: Record<string, number> }> {
  if (filter.which === "own") requireOfficer(ctx.actor);
  const { which, phase, city, agreement, fairId, enterpriseId } = filter;
  if (which === "shown") requireMemberOf(ctx.actor, orNotFound(enterpriseId));
  const question = JSON.stringify(["livestreams", which, phase, city, agreement, fairId, enterpriseId]);
  const place = placeAfter(question, cursor);
  const after = place && { startKey: place.at, id: place.id };
  const [found, counts] = await Promise.all([
    selectLivestreams(ctx.db, ctx, { ...filter, after, limit: limit + 1 }),
    countByPhase(ctx.db, ctx, filter),
  ]);
  const rows = found.slice(0, limit);
  const last = found.length > limit ? rows.at(-1) : undefined;
  return {
    items: rows.map(toView),
    counts,
    nextCursor: last ? encodeCursor(question, [last.startKey, last.id]) : null,
  };
}
