import type { RequestContext } from "../../platform/context.ts";
import { encodeCursor, type PageRequest, placeAfter } from "../../platform/core/cursor.ts";
import { requireAccount } from "../../platform/core/guard.ts";
import type { Erasures } from "./schema.ts";
import { countHolders, selectErasures } from "./store/holders.ts";

/**
 * Returns every city and employer that had to give data of the caller back, newest first: when it was
 * asked, and when it confirmed. The counts are over all pages.
 */
export async function listErasures(ctx: RequestContext, page: PageRequest): Promise<Erasures> {
  const { accountId } = requireAccount(ctx.actor);
  const question = `erasures ${accountId}`;
  const after = placeAfter(question, page.cursor);
  const rows = await selectErasures(ctx.db, accountId, { after, limit: page.limit + 1 });
  const last = rows.length > page.limit ? rows[page.limit - 1] : undefined;
  const items = rows.slice(0, page.limit).map(({ at: _, ...item }) => item);
  return {
    ...(await countHolders(ctx.db, accountId)),
    items,
    nextCursor: last ? encodeCursor(question, [last.at, last.id]) : null,
  };
}
