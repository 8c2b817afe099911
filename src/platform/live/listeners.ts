/** The node response behind a stream: written to directly, it takes an event in half the time that a stream needs. */
export type Wire = { headersSent: boolean; writableLength: number; write(bytes: Uint8Array): unknown };
/** The stream carries the beginning; once all of that has left, `ready` says that the wire may be used. */
export type Listener = {
  stream: ReadableStreamDefaultController<Uint8Array>;
  wire: Wire | null;
  ready: boolean;
};

/** A listener that leaves so much unread is let go: it reconnects and is told what it missed. */
const UNREAD_MAX = 64;
const UNREAD_BYTES_MAX = 256 * 1024;

/** Gives one listener some bytes; false when it is to be let go. */
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

/** Lets the wires be used whose streams are empty; called where nothing of this turn is under way. */
export function makeReady(listeners: ReadonlySet<Listener>): void {
  for (const listener of listeners)
    if (!listener.ready && listener.wire?.headersSent && listener.stream.desiredSize === 1)
      listener.ready = true;
}

/** Sends the same bytes to every listener; those that are let go leave the set. */
export function sendAll(listeners: Set<Listener>, bytes: Uint8Array): void {
  for (const listener of listeners) if (!give(listener, bytes)) listeners.delete(listener);
}

/** Ends every stream, after some last bytes where there are any. */
export function endAll(listeners: Set<Listener>, last?: Uint8Array): void {
  if (last) sendAll(listeners, last);
  for (const { stream } of listeners) stream.close();
  listeners.clear();
}
