import type { RequestContext } from "../../platform/context.ts";
import { requireOfficer } from "../../platform/core/guard.ts";
import { livestreamHub } from "../livestream/index.ts";
import { ROOM_MAX } from "./read-room.ts";
import { selectRoom } from "./store/room.ts";

/**
 * Opens one stream of the live events of all livestreams of an officer's control room, so that a browser
 * needs one connection. It ends when one of them does, and at once without any: the page then opens another.
 * Throws SIGN_IN_REQUIRED and ROLE_REQUIRED for others than officers.
 */
export async function watchRoom(ctx: RequestContext): Promise<ReadableStream<Uint8Array>> {
  requireOfficer(ctx.actor);
  const ids = await selectRoom(ctx.db, ctx, { limit: ROOM_MAX * 2 });
  const hub = livestreamHub(ctx);
  const streams = await Promise.all(ids.map((id) => hub.open(id, { after: null })));
  const readers = streams.map((stream) => stream.getReader());
  const cancelAll = async () => {
    await Promise.all(readers.map((reader) => reader.cancel().catch(() => undefined)));
  };
  return new ReadableStream<Uint8Array>({
    start(stream) {
      let open = true;
      const stop = async () => {
        if (!open) return;
        open = false;
        stream.close();
        await cancelAll();
      };
      const pass = async (reader: (typeof readers)[number]): Promise<void> => {
        for (let next = await reader.read(); open && !next.done; next = await reader.read())
          stream.enqueue(next.value);
        await stop();
      };
      for (const reader of readers) pass(reader).catch(stop);
      if (readers.length === 0) stream.close();
    },
    cancel: cancelAll,
  });
}
