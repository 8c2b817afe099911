import type { Services } from "../context.ts";
import { redactError } from "../core/redact.ts";
import {
  type EndedTopic,
  endFrame,
  frame,
  type LiveEvent,
  resetFrame,
  retryLine,
  SIGN_OF_LIFE,
} from "./frames.ts";
import { endAll, type Listener, moveToWire, sendAll, type Wire } from "./listeners.ts";

/** Interval in which a process with listeners polls for events, also if no commit wakes it. */
const LOOK_MS = 500;
/** Interval of the empty comments that keep a stream without events open. */
const SILENT_MS = 20_000;
/**
 * The source of a hub's events: a database table. All processes read the same table, so they send the same
 * events.
 */
export type LiveSource = {
  /** Returns the events of these topics with a higher `seq` than the given one of each topic, in order. */
  readAfter(seen: ReadonlyMap<string, number>): Promise<LiveEvent[]>;
  /**
   * Returns those of the topics that have ended. Their listeners get `event: end` with `data`, and their
   * streams are closed.
   */
  readEnded(topics: string[]): Promise<readonly EndedTopic[]>;
  /**
   * True if each event tells the whole state: then a listener that missed too much needs only the newest.
   * False if each tells a change: then such a listener gets `event: reset` and reads the state again.
   */
  whole: boolean;
  /** Number of events of a topic that can be replayed to a reconnecting listener. */
  eventsKept: number;
};

type BufferedEvent = { seq: number; bytes: Uint8Array };
/**
 * `ready` resolves once `kept` holds the source's events. `coming` counts listeners that wait for `ready`.
 */
type Topic = {
  listeners: Set<Listener>;
  kept: BufferedEvent[];
  last: number;
  coming: number;
  ready: Promise<void>;
};

/**
 * Returns the events after seq `after`. Where events tell the whole state, a new listener (`after` is null),
 * or one that missed more events than are kept, gets only the newest. Where they tell changes, a new listener
 * gets none, and one that missed too many is reset.
 */
function missedBy({ kept, last }: Topic, after: number | null, whole: boolean): Uint8Array[] {
  const reaches = after !== null && after >= (kept[0]?.seq ?? last + 1) - 1 && after <= last;
  if (reaches) return kept.filter(({ seq }) => seq > after).map(({ bytes }) => bytes);
  if (whole) return kept.slice(-1).map(({ bytes }) => bytes);
  return after === null || after > last ? [] : [resetFrame(last)];
}

type Movable = { listener: Listener; topic: Topic; leave(): void };
/** The streams that listeners were given, while somebody holds them. */
const movable = new WeakMap<ReadableStream<Uint8Array>, Movable>();

/**
 * Sends a stream of a hub by Node's response itself. The caller has sent the headers, and no longer needs the
 * stream. Returns when what the stream held is written.
 */
export async function sendByWire(stream: ReadableStream<Uint8Array>, wire: Wire): Promise<void> {
  const moved = movable.get(stream);
  if (!moved) throw new Error("not a stream of a hub");
  const { listener, topic, leave } = moved;
  // A wire that is closed already emits no event.
  if (wire.destroyed) return leave();
  wire.once("close", leave);
  await moveToWire(listener, { stream, wire, stays: () => topic.listeners.has(listener) });
}

/** Creates the hub of one source: it encodes each event once and sends it to all listeners of its topic. */
export function createHub(source: LiveSource, log: Services["log"]) {
  const topics = new Map<string, Topic>();
  let timers: NodeJS.Timeout[] = [];
  let looking: Promise<void> | null = null;

  /** Polls the source: sends all events that were not sent yet, and ends the streams of ended topics. */
  async function look(): Promise<void> {
    const seen = new Map([...topics].map(([id, topic]) => [id, topic.last]));
    const events = await source.readAfter(seen);
    const ended = await source.readEnded([...seen.keys()]);
    for (const event of events) {
      const topic = topics.get(event.topic);
      if (!topic || event.seq <= topic.last) continue;
      const bytes = frame(event);
      topic.last = event.seq;
      topic.kept.push({ seq: event.seq, bytes });
      if (topic.kept.length > source.eventsKept) topic.kept.shift();
      sendAll(topic.listeners, bytes);
    }
    for (const one of ended) {
      const topic = topics.get(one.topic);
      if (topic) endAll(topic.listeners, endFrame(one));
    }
    for (const [id, topic] of topics) dropIfEmpty(id, topic);
  }

  /** Polls the source. Callers during a poll share that poll. */
  function lookOnce(): Promise<void> {
    looking ??= look().finally(() => {
      looking = null;
    });
    return looking;
  }

  const fail = (error: unknown) =>
    log.warn({ error: redactError(error) }, "live events cannot be read; it is tried again");

  function start(): void {
    if (timers.length > 0) return;
    timers = [
      setInterval(() => void lookOnce().catch(fail), LOOK_MS),
      setInterval(() => {
        for (const { listeners } of topics.values()) sendAll(listeners, SIGN_OF_LIFE);
      }, SILENT_MS),
    ];
  }

  /** Deletes a topic that has no listeners. Stops polling after the last topic. */
  function dropIfEmpty(id: string, topic: Topic): void {
    if (topic.listeners.size + topic.coming === 0) topics.delete(id);
    if (topics.size > 0) return;
    for (const timer of timers) clearInterval(timer);
    timers = [];
  }

  /**
   * Returns the topic after its events are loaded. A new topic waits for a running poll to end and polls
   * again, because the running poll does not include it.
   */
  async function enter(id: string): Promise<Topic> {
    let topic = topics.get(id);
    if (!topic) {
      topic = { listeners: new Set(), kept: [], last: 0, coming: 0, ready: Promise.resolve() };
      topics.set(id, topic);
      topic.ready = (looking ?? Promise.resolve()).catch(() => undefined).then(lookOnce);
    }
    topic.coming += 1;
    try {
      await topic.ready;
    } catch (error) {
      topic.coming -= 1;
      dropIfEmpty(id, topic);
      throw error;
    }
    return topic;
  }

  return {
    /**
     * Opens a stream of server-sent events for one listener: first the missed events after seq `after`, then
     * new ones. Rejects if the source cannot be read.
     */
    async open(id: string, { after }: { after: number | null }): Promise<ReadableStream<Uint8Array>> {
      const topic = await enter(id);
      const listener: Listener = { stream: null, queued: 0, wire: null };
      const leave = () => {
        topic.listeners.delete(listener);
        dropIfEmpty(id, topic);
      };
      const stream = new ReadableStream<Uint8Array>({
        start(controller) {
          listener.stream = controller;
          topic.coming -= 1;
          topic.listeners.add(listener);
          const first = [retryLine(), ...missedBy(topic, after, source.whole)];
          for (const bytes of first) controller.enqueue(bytes);
          listener.queued = first.length;
          start();
        },
        cancel: leave,
      });
      movable.set(stream, { listener, topic, leave });
      return stream;
    },
    look: lookOnce,
    /** Polls the source now, if anybody listens: something may be new. A running poll may have missed it. */
    wake(): void {
      if (topics.size > 0)
        (looking ?? Promise.resolve())
          .catch(() => undefined)
          .then(lookOnce)
          .catch(fail);
    },
    listeners: () => [...topics.values()].reduce((n, { listeners }) => n + listeners.size, 0),
    /** Ends every stream. Listeners reconnect by themselves. */
    close(): void {
      for (const [id, topic] of topics) {
        endAll(topic.listeners);
        dropIfEmpty(id, topic);
      }
    },
  };
}

export type Hub = ReturnType<typeof createHub>;
