import type { RequestContext } from "../platform/context.ts";
import { encodeCursor, type Page, type PageRequest, placeAfter } from "../platform/core/cursor.ts";
import { selectAudit } from "../platform/core/store.ts";
import { PARTIES_OF } from "./parties.ts";
import { presentEntries } from "./present.ts";
import { HIDDEN } from "./rules.ts";
import type { HistoryEntry, SubjectKind } from "./schema.ts";

/**
 * Returns the history of a record with its name, by page, newest act first. Throws NOT_FOUND unless the
 * caller is a party of the record (see PARTIES_OF), CURSOR_INVALID.
 */
export async function readHistory(
  ctx: RequestContext,
  { kind, id, cursor, limit }: { kind: SubjectKind; id: string } & PageRequest,
): Promise<Page<HistoryEntry> & { name: string }> {
  const told = await PARTIES_OF[kind](ctx, id);
  const question = `history ${kind} ${id}`;
  const place = placeAfter(question, cursor);
  const after = place && { atKey: place.at, id: place.id };
  const rows = await selectAudit(ctx.db, { kind, id }, { without: HIDDEN, after, limit: limit + 1 });
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return {
    name: told.name,
    items: await presentEntries(ctx, shown, told),
    nextCursor: last ? encodeCursor(question, [last.atKey, last.id]) : null,
  };
}
