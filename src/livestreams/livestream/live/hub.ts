import type { RequestContext, Services } from "../../../platform/context.ts";
import { notFound } from "../../../platform/core/errors.ts";
import { type Hub, hubFor } from "../../../platform/live/index.ts";
import { EVENTS_KEPT, mayWatch, selectEvents, selectFinished } from "../store/events.ts";

/**
 * Returns this process's hub for livestreams. Each livestream is a topic of the hub. Its lines end when it
 * is cancelled, or when it is too late to go on air again.
 */
export const livestreamHub = (services: Pick<Services, "db" | "log">): Hub =>
  hubFor(services, "livestream", () => ({
    readAfter: (seen) => selectEvents(services.db, seen),
    readEnded: (ids) => selectFinished(services.db, ids),
    whole: false,
    eventsKept: EVENTS_KEPT,
  }));

/**
 * Opens a stream of a livestream's events, from the one after event `after`. Throws NOT_FOUND for a draft
 * and unless the caller may read the livestream.
 */
export async function watchLivestream(
  ctx: RequestContext,
  { id, ...line }: { id: string; after: number | null },
): Promise<ReadableStream<Uint8Array>> {
  if (!(await mayWatch(ctx.db, ctx, id))) throw notFound();
  return livestreamHub(ctx).open(id, line);
}
