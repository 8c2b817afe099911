import { listFederations } from "../../cities/index.ts";
import type { RequestContext } from "../../platform/context.ts";

/** Returns the city whose partners the officer sees; null in a house without cities. */
export const ownCityOf = async (ctx: RequestContext): Promise<string | null> =>
  ctx.scope.city ?? (await listFederations(ctx.db))[0]?.code ?? null;
