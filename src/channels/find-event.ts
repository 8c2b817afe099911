import type { EventRef } from "../event-visibility/index.ts";
import type { RequestContext } from "../platform/context.ts";
import { eventOfChannel } from "./store.ts";

/** Returns the event of a channel, and counts nothing. Null for an unknown code. */
export const findEvent = async (
  { db }: Pick<RequestContext, "db">,
  { code }: { code: string },
): Promise<EventRef | null> => (await eventOfChannel(db, code)) ?? null;
