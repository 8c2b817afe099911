/** The Node response behind a stream. Writing to it directly takes half the time of writing to the stream. */
export type Wire = { headersSent: boolean; writableLength: number; write(bytes: Uint8Array): unknown };
/**
 * One client of a topic. The first events go through `stream`. Once they are sent, `ready` allows direct
 * writes to `wire`.
 */
export type Listener = {
  stream: ReadableStreamDefaultController<Uint8Array>;
  wire: Wire | null;
  ready: boolean;
};

/**
 * Unread events in `stream` above which a listener is dropped. A dropped listener reconnects and gets the
 * events that it missed.
 */
const UNREAD_MAX = 64;
/** Unread bytes in `wire` above which a listener is dropped. */
const UNREAD_BYTES_MAX = 256 * 1024;

/** Sends bytes to one listener. Returns false if the listener is dropped. */
function give({ stream, wire, ready }: Listener, bytes: Uint8Array): boolean {
  const unread =
    ready && wire ? wire.writableLength > UNREAD_BYTES_MAX : (stream.desiredSize ?? 0) < -UNREAD_MAX;
  if (unread) {
    stream.close();
    return false;
  }
  if (ready && wire) wire.write(bytes);
  else stream.enqueue(bytes);
  return true;
}

/**
 * Allows direct writes for listeners whose streams are empty. Call it before the events of a poll are sent,
 * so that no event overtakes another.
 */
export function allowDirectWrites(listeners: ReadonlySet<Listener>): void {
  for (const listener of listeners)
    if (!listener.ready && listener.wire?.headersSent && listener.stream.desiredSize === 1)
      listener.ready = true;
}

/** Sends the same bytes to every listener. Removes dropped listeners from the set. */
export function sendAll(listeners: Set<Listener>, bytes: Uint8Array): void {
  for (const listener of listeners) if (!give(listener, bytes)) listeners.delete(listener);
}

/** Ends every stream. Sends the bytes `last` before, if given. */
export function endAll(listeners: Set<Listener>, last?: Uint8Array): void {
  if (last) sendAll(listeners, last);
  for (const { stream } of listeners) stream.close();
  listeners.clear();
}
