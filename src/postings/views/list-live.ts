import type { RequestContext } from "../../platform/context.ts";
import { selectLiveIds } from "../store/views.ts";

/** A city's live postings for this reader, newest first, at most 20,000. Used for the sitemap. */
export const listLivePostings = (
  ctx: Pick<RequestContext, "db" | "scope">,
  homeCity: string,
): Promise<{ id: string; changedAt: Date }[]> => selectLiveIds(ctx.db, homeCity, ctx.scope);
