/** The Node response behind a line. It costs half the memory of a stream, and half the time. */
export type Wire = {
  destroyed: boolean;
  writableLength: number;
  write(bytes: Uint8Array): unknown;
  end(): unknown;
  once(event: "close", done: () => void): unknown;
};
/**
 * One client of a topic. Its events go into `stream` until it moves to `wire`. `queued` counts what was put
 * into the stream and not taken out by the move.
 */
export type Listener = {
  stream: ReadableStreamDefaultController<Uint8Array> | null;
  queued: number;
  wire: Wire | null;
};

/**
 * Unread events in `stream` above which a listener is dropped. A dropped listener reconnects and gets the
 * events that it missed.
 */
const UNREAD_MAX = 64;
/** Unread bytes in `wire` above which a listener is dropped. */
const UNREAD_BYTES_MAX = 256 * 1024;

/** Ends what a listener gets. Queued events are still sent. */
function end({ stream, wire }: Listener): void {
  if (wire) wire.end();
  else stream?.close();
}

/** Sends bytes to one listener. Returns false if the listener is dropped. */
function give(listener: Listener, bytes: Uint8Array): boolean {
  const { stream, wire } = listener;
  const unread = wire ? wire.writableLength > UNREAD_BYTES_MAX : (stream?.desiredSize ?? 0) < -UNREAD_MAX;
  if (unread) {
    end(listener);
    return false;
  }
  if (wire) wire.write(bytes);
  else {
    stream?.enqueue(bytes);
    listener.queued += 1;
  }
  return true;
}

/** Sends the same bytes to every listener. Removes dropped listeners from the set. */
export function sendAll(listeners: Set<Listener>, bytes: Uint8Array): void {
  for (const listener of listeners) if (!give(listener, bytes)) listeners.delete(listener);
}

/** Ends every stream. Sends the bytes `last` before, if given. */
export function endAll(listeners: Set<Listener>, last?: Uint8Array): void {
  if (last) sendAll(listeners, last);
  for (const listener of listeners) end(listener);
  listeners.clear();
}

/**
 * Moves a listener from its stream to the wire, with what the stream holds. From then on the stream holds
 * nothing and is not needed. `stays` returns false once the listener was dropped or its topic has ended.
 */
export async function moveToWire(
  listener: Listener,
  { stream, wire, stays }: { stream: ReadableStream<Uint8Array>; wire: Wire; stays(): boolean },
): Promise<void> {
  const reader = stream.getReader();
  while (listener.queued > 0 || !stays()) {
    const { done, value } = await reader.read();
    if (done) {
      wire.end();
      return;
    }
    listener.queued -= 1;
    wire.write(value);
  }
  listener.wire = wire;
  listener.stream = null;
}
