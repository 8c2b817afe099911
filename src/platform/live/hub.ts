import type { Db } from "../../../db/client.ts";
import type { Services } from "../context.ts";
import { redactError } from "../core/redact.ts";
import { endAll, type Listener, makeReady, sendAll, type Wire } from "./listeners.ts";

/** How often a process that has listeners looks for events, and how long a stream stays silent at most. */
const LOOK_MS = 500;
const SILENT_MS = 20_000;
/** Listeners reconnect after three to thirteen seconds, each at a time of its own: never all at once. */
const RETRY_MS = { least: 3_000, spread: 10_000 };

/** `seq` counts from 1 without a gap in each topic; `data` is sent as JSON. */
export type LiveEvent = { topic: string; seq: number; data: unknown };

/** The table that a hub reads. Events come from there alone, so any number of processes send the same. */
export type LiveSource = {
  /** Events of these topics behind the last one sent of each, in order. */
  readAfter(seen: ReadonlyMap<string, number>): Promise<LiveEvent[]>;
  /** Which of these topics are over; their listeners get `event: end` with `endData` and are closed. */
  readEnded(topics: string[]): Promise<string[]>;
  endData: string;
  /** How many events of a topic can be sent again to a listener that reconnects. */
  eventsKept: number;
};

type Kept = { seq: number; bytes: Uint8Array };
/** `ready` once it holds what is in the table; `coming` counts listeners that wait for that. */
type Topic = { listeners: Set<Listener>; kept: Kept[]; last: number; coming: number; ready: Promise<void> };

const utf8 = new TextEncoder();
const frame = ({ seq, data }: LiveEvent) => utf8.encode(`id: ${seq}\ndata: ${JSON.stringify(data)}\n\n`);
const retryLine = () =>
  utf8.encode(`retry: ${Math.round(RETRY_MS.least + Math.random() * RETRY_MS.spread)}\n\n`);
const SIGN_OF_LIFE = utf8.encode(":\n\n");

/** What a listener missed behind `after`: the newest alone when it is new or missed more than is kept. */
function missedBy({ kept, last }: Topic, after: number | null): Kept[] {
  const reaches = after !== null && after >= (kept[0]?.seq ?? 1) - 1 && after <= last;
  return reaches ? kept.filter(({ seq }) => seq > after) : kept.slice(-1);
}

/** The listeners of one process to the topics of one source. An event is encoded once for all of its listeners. */
export function createHub(source: LiveSource, log: Services["log"]) {
  const topics = new Map<string, Topic>();
  const endFrame = utf8.encode(`event: end\ndata: ${source.endData}\n\n`);
  let timers: NodeJS.Timeout[] = [];
  let looking: Promise<void> | null = null;

  /** Sends every event that is in the table and was not sent yet. */
  async function look(): Promise<void> {
    const seen = new Map([...topics].map(([id, topic]) => [id, topic.last]));
    const events = await source.readAfter(seen);
    const ended = await source.readEnded([...seen.keys()]);
    if (events.length > 0) for (const { listeners } of topics.values()) makeReady(listeners);
    for (const event of events) {
      const topic = topics.get(event.topic);
      if (!topic || event.seq <= topic.last) continue;
      const bytes = frame(event);
      topic.last = event.seq;
      topic.kept.push({ seq: event.seq, bytes });
      if (topic.kept.length > source.eventsKept) topic.kept.shift();
      sendAll(topic.listeners, bytes);
    }
    for (const id of ended) {
      const topic = topics.get(id);
      if (topic) endAll(topic.listeners, endFrame);
    }
    for (const [id, topic] of topics) dropIfEmpty(id, topic);
  }

  /** One look at a time; further callers wait for the one under way. */
  function lookOnce(): Promise<void> {
    looking ??= look().finally(() => {
      looking = null;
    });
    return looking;
  }

  function start(): void {
    if (timers.length > 0) return;
    const fail = (error: unknown) =>
      log.warn({ error: redactError(error) }, "live events cannot be read; it is tried again");
    timers = [
      setInterval(() => void lookOnce().catch(fail), LOOK_MS),
      setInterval(() => {
        for (const { listeners } of topics.values()) sendAll(listeners, SIGN_OF_LIFE);
      }, SILENT_MS),
    ];
  }

  /** Without listeners there is nothing to look for. */
  function dropIfEmpty(id: string, topic: Topic): void {
    if (topic.listeners.size + topic.coming === 0) topics.delete(id);
    if (topics.size > 0) return;
    for (const timer of timers) clearInterval(timer);
    timers = [];
  }

  /** A topic, filled. A look that began before the topic was there does not fill it. */
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
     * A stream of server-sent events for one listener: what it missed behind `after` (the newest alone when it is new
     * or missed more than is kept), then whatever comes. Rejects when the source cannot be read.
     */
    async open(
      id: string,
      { after, wire = null }: { after: number | null; wire?: Wire | null },
    ): Promise<ReadableStream<Uint8Array>> {
      const topic = await enter(id);
      let mine: Listener;
      return new ReadableStream<Uint8Array>({
        start(stream) {
          mine = { stream, wire, ready: false };
          topic.coming -= 1;
          stream.enqueue(retryLine());
          for (const { bytes } of missedBy(topic, after)) stream.enqueue(bytes);
          topic.listeners.add(mine);
          start();
        },
        cancel() {
          topic.listeners.delete(mine);
          dropIfEmpty(id, topic);
        },
      });
    },
    look: lookOnce,
    listeners: () => [...topics.values()].reduce((n, { listeners }) => n + listeners.size, 0),
    /** Ends every stream; listeners reconnect by themselves. */
    close(): void {
      for (const [id, topic] of topics) {
        endAll(topic.listeners);
        dropIfEmpty(id, topic);
      }
    },
  };
}

export type Hub = ReturnType<typeof createHub>;

const hubs = new WeakMap<Db, Map<string, Hub>>();

/** The hub of this process for one kind of topic, one per database. `source` is asked for when the hub is made. */
export function hubFor(services: Pick<Services, "db" | "log">, kind: string, source: () => LiveSource): Hub {
  const all = hubs.get(services.db) ?? new Map<string, Hub>();
  hubs.set(services.db, all);
  const hub = all.get(kind) ?? createHub(source(), services.log);
  all.set(kind, hub);
  return hub;
}

/** Ends the streams of every listener of this process: it goes away. */
export function closeHubs(services: Pick<Services, "db">): void {
  for (const hub of hubs.get(services.db)?.values() ?? []) hub.close();
}
