import type { Db } from "../../../db/client.ts";
import type { Services } from "../../platform/context.ts";
import { redactError } from "../../platform/core/redact.ts";
import type { BoardEvent } from "./schema.ts";
import { EVENTS_KEPT, selectCalledOff, selectEvents } from "./store.ts";

/** How often a process that has screens looks for what is new, and how long a line stays silent at most. */
const LOOK_MS = 500;
const SILENT_MS = 20_000;
/** A screen that leaves so much unread is let go: it comes again and is told what it missed. */
const UNREAD_MAX = 64;
const UNREAD_BYTES_MAX = 256 * 1024;
/** Screens come again after three to thirteen seconds, each at a time of its own: never all at once. */
const RETRY_MS = { least: 3_000, spread: 10_000 };

/** What Node answers with: written to directly it takes an event in half the time that a stream needs. */
export type Wire = { headersSent: boolean; writableLength: number; write(bytes: Uint8Array): unknown };
/** The stream carries the beginning; once all of that has left, `ready` says that the wire may be used. */
type Screen = {
  stream: ReadableStreamDefaultController<Uint8Array>;
  wire: Wire | null;
  ready: boolean;
};
type Kept = { seq: number; bytes: Uint8Array };
/** `ready` once it holds what is in the table; `coming` are screens that wait for that. */
type Room = { screens: Set<Screen>; kept: Kept[]; last: number; coming: number; ready: Promise<void> };

const utf8 = new TextEncoder();
const frame = ({ seq, state }: BoardEvent) => utf8.encode(`id: ${seq}\ndata: ${JSON.stringify(state)}\n\n`);
const retryLine = () =>
  utf8.encode(`retry: ${Math.round(RETRY_MS.least + Math.random() * RETRY_MS.spread)}\n\n`);
const SIGN_OF_LIFE = utf8.encode(":\n\n");
/** The last that a screen hears of a fair that was called off: it reads its page again. */
const CALLED_OFF = utf8.encode("event: end\ndata: cancelled\n\n");

/** Gives one screen some bytes; false when it is to be let go. */
function give({ stream, wire, ready }: Screen, bytes: Uint8Array): boolean {
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
function makeReady(room: Room): void {
  for (const screen of room.screens)
    if (!screen.ready && screen.wire?.headersSent && screen.stream.desiredSize === 1) screen.ready = true;
}

const tell = (room: Room, bytes: Uint8Array) => {
  for (const screen of room.screens) if (!give(screen, bytes)) room.screens.delete(screen);
};

/** Ends every line of a room, after some last bytes where there are any. */
function endLines(room: Room, last?: Uint8Array): void {
  if (last) tell(room, last);
  for (const { stream } of room.screens) stream.close();
  room.screens.clear();
}

/**
 * The screens of one process. An event is encoded once and the same bytes go to every screen of its fair; events come
 * from their table alone, so any number of processes show the same and a killed one loses nothing.
 */
export function createHub(services: Pick<Services, "db" | "log">) {
  const rooms = new Map<string, Room>();
  let timers: NodeJS.Timeout[] = [];
  let looking: Promise<void> | null = null;

  /** Tells every screen what is in the table and was not told yet. */
  async function look(): Promise<void> {
    const seen = new Map([...rooms].map(([fairId, room]) => [fairId, room.last]));
    const events = await selectEvents(services.db, seen);
    const calledOff = await selectCalledOff(services.db, [...seen.keys()]);
    if (events.length > 0) for (const room of rooms.values()) makeReady(room);
    for (const event of events) {
      const room = rooms.get(event.fairId);
      if (!room || event.seq <= room.last) continue;
      const bytes = frame(event);
      room.last = event.seq;
      room.kept.push({ seq: event.seq, bytes });
      if (room.kept.length > EVENTS_KEPT) room.kept.shift();
      tell(room, bytes);
    }
    for (const fairId of calledOff) {
      const room = rooms.get(fairId);
      if (room) endLines(room, CALLED_OFF);
    }
    for (const [fairId, room] of rooms) rest(fairId, room);
  }

  /** One look at a time; who asks meanwhile waits for the one under way. */
  function lookOnce(): Promise<void> {
    looking ??= look().finally(() => {
      looking = null;
    });
    return looking;
  }

  function start(): void {
    if (timers.length > 0) return;
    const fail = (error: unknown) =>
      services.log.warn({ error: redactError(error) }, "the boards cannot be read; it is tried again");
    timers = [
      setInterval(() => void lookOnce().catch(fail), LOOK_MS),
      setInterval(() => {
        for (const room of rooms.values()) tell(room, SIGN_OF_LIFE);
      }, SILENT_MS),
    ];
  }

  /** No screens, nothing to look for. */
  function rest(fairId: string, room: Room): void {
    if (room.screens.size + room.coming === 0) rooms.delete(fairId);
    if (rooms.size > 0) return;
    for (const timer of timers) clearInterval(timer);
    timers = [];
  }

  /** The room of a fair, filled. A look that began before the room was there does not fill it. */
  async function enter(fairId: string): Promise<Room> {
    let room = rooms.get(fairId);
    if (!room) {
      room = { screens: new Set(), kept: [], last: 0, coming: 0, ready: Promise.resolve() };
      rooms.set(fairId, room);
      room.ready = (looking ?? Promise.resolve()).catch(() => undefined).then(lookOnce);
    }
    room.coming += 1;
    try {
      await room.ready;
    } catch (error) {
      room.coming -= 1;
      rest(fairId, room);
      throw error;
    }
    return room;
  }

  return {
    /**
     * A stream for one screen: what it missed behind `after` (the newest alone when it is new or missed more than is
     * kept), then whatever comes.
     */
    async open(
      fairId: string,
      { after, wire = null }: { after: number | null; wire?: Wire | null },
    ): Promise<ReadableStream<Uint8Array>> {
      const room = await enter(fairId);
      let mine: Screen;
      return new ReadableStream<Uint8Array>({
        start(stream) {
          mine = { stream, wire, ready: false };
          room.coming -= 1;
          stream.enqueue(retryLine());
          const reaches = after !== null && after >= (room.kept[0]?.seq ?? 1) - 1 && after <= room.last;
          const missed = reaches ? room.kept.filter(({ seq }) => seq > after) : room.kept.slice(-1);
          for (const { bytes } of missed) stream.enqueue(bytes);
          room.screens.add(mine);
          start();
        },
        cancel() {
          room.screens.delete(mine);
          rest(fairId, room);
        },
      });
    },
    look: lookOnce,
    screens: () => [...rooms.values()].reduce((n, { screens }) => n + screens.size, 0),
    /** Ends every line; screens come again by themselves. */
    close(): void {
      for (const [fairId, room] of rooms) {
        endLines(room);
        rest(fairId, room);
      }
    },
  };
}

export type Hub = ReturnType<typeof createHub>;

const hubs = new WeakMap<Db, Hub>();

/** The hub of this process, one per database. */
export function hubOf(services: Pick<Services, "db" | "log">): Hub {
  const hub = hubs.get(services.db) ?? createHub(services);
  hubs.set(services.db, hub);
  return hub;
}

/** Ends the lines of every screen of this process: it goes away. */
export const endBoards = (services: Pick<Services, "db" | "log">): void => hubOf(services).close();
