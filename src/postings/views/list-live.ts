import type { RequestContext } from "../../platform/context.ts";
import { selectLiveIds } from "../store/views.ts";

/** Live postings of a city that this reader may see, newest first, 20,000 at most: what a map of the site lists. */
export const listLivePostings = (
  ctx: Pick<RequestContext, "db" | "scope">,
  homeCity: string,
): Promise<{ id: string; changedAt: Date }[]> => selectLiveIds(ctx.db, homeCity, ctx.scope);
