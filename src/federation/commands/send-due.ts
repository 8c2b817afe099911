import type { RequestContext } from "../../platform/context.ts";
import { redactError } from "../../platform/core/redact.ts";
import type { Outbound } from "../../platform/outbound/index.ts";
import { type Breaker, createBreaker } from "../pull/breaker.ts";

/** A city of another node to which something is due, and the address of its node. */
export type Receiver = { city: string; url: string };

/** One try's tools: the address of the receiver's node, and a signal that ends the try. */
export type Sending = { url: string; fetch: Outbound; signal: AbortSignal };

export type SenderOptions = { fetch: Outbound; random?: () => number };

/** The work of one sender: it finds items that are due, takes them and sends them. */
type Work<Item> = {
  /** Most of them that are under way to one city. */
  atOnce: number;
  /** Longest pause between two looks, in milliseconds. */
  lookMs: number;
  /** Log line of a pass that failed here. */
  failure: string;
  /** Returns the cities to which something is due. */
  targets(): Promise<Receiver[]>;
  /** Takes what is due to a city, `limit` at most. Nobody else sends it meanwhile. */
  take(city: string, limit: number): Promise<readonly Item[]>;
  /** Sends one and keeps the answer. Returns true if the node could be reached. */
  send(item: Item, sending: Sending): Promise<boolean>;
};

/**
 * Sends what this node owes to other cities. Each city has one pass at a time, so a slow one delays no other.
 * A pass starts the next item as soon as one is answered. A node that cannot be reached rests by the rules
 * of the breaker. `pass` sends what is due to a city, for tests; `look` starts passes and returns the pause
 * until the next look.
 */
export function createDueSender<Item>(
  ctx: RequestContext,
  work: Work<Item>,
  { fetch, random = Math.random }: SenderOptions,
) {
  const stopping = new AbortController();
  const tools = { nowMs: () => ctx.clock.now().getTime(), random };
  const breakers = new Map<string, Breaker>();
  const running = new Map<string, { ended: Promise<void>; more(): void }>();

  function breakerOf(url: string): Breaker {
    const breaker = breakers.get(url) ?? createBreaker(tools);
    breakers.set(url, breaker);
    return breaker;
  }

  /** `nudge` returns a promise that resolves once there may be more to send. */
  async function pass({ city, url }: Receiver, nudge?: () => Promise<void>): Promise<number> {
    const breaker = breakerOf(url);
    const underWay = new Set<Promise<void>>();
    const sending: Sending = { url, fetch, signal: stopping.signal };
    let [sent, failed, more] = [0, false, true];

    const start = (item: Item) => {
      const run = work.send(item, sending).then((reached) => {
        underWay.delete(run);
        if (!reached) failed = true;
      });
      underWay.add(run);
    };
    try {
      for (;;) {
        const free = work.atOnce - underWay.size;
        if (more && free > 0 && !failed && !stopping.signal.aborted && breaker.waitMs() === 0) {
          const due = await work.take(city, free);
          more = due.length === free;
          sent += due.length;
          due.forEach(start);
        }
        if (underWay.size === 0) break;
        const told = nudge?.().then(() => {
          more = true;
        });
        await Promise.race(told ? [...underWay, told] : underWay);
      }
    } finally {
      await Promise.allSettled(underWay);
    }
    if (failed) breaker.failed();
    else if (sent > 0) breaker.succeeded();
    return sent;
  }

  function begin(target: Receiver): void {
    let more: () => void = () => undefined;
    const nudge = () =>
      new Promise<void>((resolve) => {
        more = resolve;
      });
    const ended = pass(target, nudge)
      .catch((error) => ctx.log.error({ error: redactError(error) }, work.failure))
      .then(() => void running.delete(target.city));
    running.set(target.city, { ended, more: () => more() });
  }

  return {
    pass: (target: Receiver) => pass(target),
    async look(): Promise<number> {
      for (const target of await work.targets()) {
        const pass = running.get(target.city);
        if (pass) pass.more();
        else begin(target);
      }
      return work.lookMs;
    },
    async close(): Promise<void> {
      stopping.abort();
      await Promise.all([...running.values()].map(({ ended }) => ended));
    },
  };
}
