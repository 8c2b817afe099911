import type { EventRef } from "../event-visibility/index.ts";
import type { RequestContext } from "../platform/context.ts";
import { orNotFound } from "../platform/core/errors.ts";
import { countVisit } from "./store.ts";

/**
 * Counts a visit of a channel's address, without personal data, and returns the channel's event. Throws
 * NOT_FOUND for an unknown code.
 */
export const openChannel = async (ctx: Pick<RequestContext, "db">, code: string): Promise<EventRef> =>
  orNotFound(await countVisit(ctx.db, code));
