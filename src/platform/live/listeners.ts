/** The Node response behind a stream. A direct write takes half the time of a stream. */
export type Wire = { headersSent: boolean; writableLength: number; write(bytes: Uint8Array): unknown };
/** The stream carries the first events. Once they are sent, `ready` allows direct writes. */
export type Listener = {
  stream: ReadableStreamDefaultController<Uint8Array>;
  wire: Wire | null;
  ready: boolean;
};

/** Unread bytes after which a listener is dropped. It reconnects and gets what it missed. */
const UNREAD_MAX = 64;
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
 * Allows direct writes for listeners whose streams are empty. Call it while no event of this turn is under
 * way.
 */
export function makeReady(listeners: ReadonlySet<Listener>): void {
  for (const listener of listeners)
    if (!listener.ready && listener.wire?.headersSent && listener.stream.desiredSize === 1)
      listener.ready = true;
}

/** Sends the same bytes to every listener. Dropped ones leave the set. */
export function sendAll(listeners: Set<Listener>, bytes: Uint8Array): void {
  for (const listener of listeners) if (!give(listener, bytes)) listeners.delete(listener);
}

/** Ends every stream, after some last bytes if given. */
export function endAll(listeners: Set<Listener>, last?: Uint8Array): void {
  if (last) sendAll(listeners, last);
  for (const { stream } of listeners) stream.close();
  listeners.clear();
}
