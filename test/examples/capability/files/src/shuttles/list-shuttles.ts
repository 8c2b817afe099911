import type { RequestContext } from "../platform/context.ts";
import { requireOfficer } from "../platform/core/guard.ts";
import type { ShuttleView } from "./schema.ts";
import { selectShuttles, viewOf } from "./store.ts";

/**
 * Lists the shuttles of the officer's cities by departure time. Throws ROLE_REQUIRED unless the caller is an
 * officer.
 */
export async function listShuttles(ctx: RequestContext): Promise<ShuttleView[]> {
  const cities = requireOfficer(ctx.actor).offices.map(({ city }) => city);
  return (await selectShuttles(ctx.db, cities)).map(viewOf);
}
