import type { EventRef } from "../event-visibility/index.ts";
import type { RequestContext } from "../platform/context.ts";
import { orNotFound } from "../platform/core/errors.ts";
import { databaseToday } from "../platform/core/store.ts";
import { countVisit, eventOfChannel } from "./store.ts";

/**
 * Returns the event of a channel's address, and counts the visit. A visitor counts once per channel and day;
 * null counts nothing. Only a keyed hash of the visitor and the day is stored, for two days. Throws NOT_FOUND
 * for an unknown code.
 */
export async function openChannel(
  ctx: Pick<RequestContext, "db" | "vault">,
  { code, visitor }: { code: string; visitor: string | null },
): Promise<EventRef> {
  if (visitor === null) return orNotFound(await eventOfChannel(ctx.db, code));
  const day = await databaseToday(ctx.db);
  const hash = await ctx.vault.mac("channel-visit", `${day} ${visitor}`);
  return orNotFound(await countVisit(ctx.db, { code, day, visitor: hash }));
}
