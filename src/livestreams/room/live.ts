import type { RequestContext } from "../../platform/context.ts";
import { requireOfficer } from "../../platform/core/guard.ts";
import { livestreamHub } from "../livestream/index.ts";
import { ROOM_MAX } from "./read-room.ts";
import { selectRoom } from "./store/room.ts";

/**
 * Opens one stream of the live events of all livestreams of an officer's control room, so that a browser
 * needs one connection. It ends when one of them does: the page then opens another. Throws ROLE_REQUIRED for
 * others than officers.
 */
export async function watchRoom(ctx: RequestContext): Promise<ReadableStream<Uint8Array>> {
  requireOfficer(ctx.actor);
  const ids = await selectRoom(ctx.db, ctx, ROOM_MAX * 2);
  const hub = livestreamHub(ctx);
  const readers = await Promise.all(ids.map(async (id) => (await hub.open(id, { after: null })).getReader()));
  return new ReadableStream<Uint8Array>({
    start(stream) {
      for (const reader of readers) {
        const next = (): Promise<void> =>
          reader.read().then(({ done, value }) => {
            if (done) return stop();
            stream.enqueue(value);
            return next();
          });
        next().catch(stop);
      }
      let open = true;
      async function stop(): Promise<void> {
        if (!open) return;
        open = false;
        await cancelAll();
        stream.close();
      }
    },
    cancel: cancelAll,
  });

  async function cancelAll(): Promise<void> {
    await Promise.all(readers.map((reader) => reader.cancel().catch(() => undefined)));
  }
}
