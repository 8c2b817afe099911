import type { RequestContext } from "../../platform/context.ts";
import { selectLiveIds } from "../store/views.ts";

/**
 * Lists a city's live postings (published and not expired) for this reader, newest first, at most 20,000. For
 * the sitemap.
 */
export const listLivePostings = (
  ctx: Pick<RequestContext, "db" | "scope">,
  homeCity: string,
): Promise<{ id: string; changedAt: Date }[]> => selectLiveIds(ctx.db, homeCity, ctx.scope);
