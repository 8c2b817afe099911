import type { RequestContext } from "../../platform/context.ts";
import type { PostingCard } from "../schema.ts";
import { selectCards } from "../store/views.ts";
import { toCard } from "./present.ts";

/**
 * Loads the cards of postings in the order of the ids. Omits postings that are closed, expired or invisible
 * to the reader.
 */
export async function loadCards(
  ctx: Pick<RequestContext, "db" | "scope">,
  ids: string[],
): Promise<PostingCard[]> {
  if (ids.length === 0) return [];
  const rows = new Map((await selectCards(ctx.db, ids, ctx.scope)).map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const row = rows.get(id);
    return row ? [toCard(row)] : [];
  });
}
