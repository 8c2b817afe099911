import type { RequestContext } from "../../platform/context.ts";
import { encodeCursor, type PageRequest, placeAfter } from "../../platform/core/cursor.ts";
import { loadCards } from "../../postings/index.ts";
import { getLivestream, type LivestreamView } from "../livestream/index.ts";
import type { PinHistory, RunSheet } from "./schema.ts";
import { selectItems } from "./store/items.ts";
import { type PinRow, selectPins } from "./store/pins.ts";

/**
 * Returns the run sheet of a livestream in its order, each posting with its card. Readers outside the
 * control room get the postings that may be shown now. Throws NOT_FOUND unless the caller may read the
 * livestream.
 */
export async function getRunSheet(ctx: RequestContext, { id }: { id: string }): Promise<RunSheet> {
  const livestream = await getLivestream(ctx, { id });
  return { items: await listItems(ctx, livestream), rev: livestream.rev };
}

/**
 * Returns the items of a run sheet. The caller must have checked that the reader may read the livestream.
 */
export async function listItems(ctx: RequestContext, livestream: LivestreamView): Promise<RunSheet["items"]> {
  const all = await selectItems(ctx.db, livestream.id);
  const items = livestream.control ? all : all.filter(({ standing }) => standing === "live");
  const shown = items.filter(({ standing }) => standing === "live").map(({ postingId }) => postingId);
  const cards = new Map((await loadCards(ctx, shown)).map((card) => [card.id, card]));
  return items.map((item) => ({ ...item, card: cards.get(item.postingId) ?? null }));
}

const toPin = ({ pinnedKey: _key, ...row }: PinRow): PinHistory["items"][number] => ({
  ...row,
  pinnedAt: row.pinnedAt.toISOString(),
  unpinnedAt: row.unpinnedAt?.toISOString() ?? null,
});

/**
 * Returns the time from which the public sees pins. Null for the control room, which sees all; undefined if
 * there is none to see yet.
 */
function shownFrom({ control, links, onAirAt, startsAt }: LivestreamView): Date | null | undefined {
  if (control) return null;
  if (onAirAt) return new Date(onAirAt);
  return links.length > 0 ? new Date(startsAt) : undefined;
}

/**
 * Lists the pins of a livestream by page, oldest first. Readers outside the control room get those that the
 * public saw. Throws NOT_FOUND unless the caller may read the livestream.
 */
export async function listPins(
  ctx: RequestContext,
  { id, cursor, limit }: PageRequest & { id: string },
): Promise<PinHistory> {
  const from = shownFrom(await getLivestream(ctx, { id }));
  if (from === undefined) return { items: [], nextCursor: null };
  const question = `livestream pins ${id}`;
  const place = placeAfter(question, cursor);
  const after = place && { pinnedKey: place.at, id: place.id };
  const found = await selectPins(ctx.db, id, { after, limit: limit + 1, shownFrom: from });
  const rows = found.slice(0, limit);
  const last = found.length > limit ? rows.at(-1) : undefined;
  return {
    items: rows.map(toPin),
    nextCursor: last ? encodeCursor(question, [last.pinnedKey, last.id]) : null,
  };
}
