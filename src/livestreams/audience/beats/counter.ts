import type { Db } from "../../../../db/client.ts";
import type { UncountedReason } from "../../../../db/schema/index.ts";
import type { Services } from "../../../platform/context.ts";
import { redactError } from "../../../platform/core/redact.ts";
import { type CountingRow, openAudience, selectCounting } from "../store/counting.ts";
import { writeBatch } from "../store/viewers.ts";
import { type Addresses, createAddresses } from "./addresses.ts";
import { type Batch, type CountedBeat, createBatch } from "./batch.ts";
import { keysUnder } from "./token.ts";

/** Time for which what is known of a livestream is not read again. Its end is seen so much later. */
const KNOWN_MS = 2_000;
const LIVESTREAMS_MAX = 500;
/** Time after the first beat of a batch at which it is written. A killed process loses no more than this. */
const BATCH_MS = 1_000;

/** The knowledge of a process about a livestream whose beats it counts. */
export type Counting = Pick<CountingRow, "announced" | "open" | "overAt" | "origin"> & {
  viewerOf(visitor: string): Promise<string>;
};

/** Counts the beats that reach this process, and writes them in batches. */
export type Counter = {
  addresses: Addresses;
  /** Returns what is known of a livestream, or undefined if there is none. */
  counting(livestreamId: string): Promise<Counting | undefined>;
  /** Returns the time of the database's clock, as far as this process knows it. */
  nowMs(): number;
  add(beat: CountedBeat): void;
  skip(livestreamId: string, reason: UncountedReason): void;
  /** Writes what is not written yet. Throws if the database refuses; the batch is then kept. */
  flush(): Promise<void>;
  /** Forgets what is known of livestreams, for tests that move the clock. */
  forget(): void;
};

type Parts = Pick<Services, "db" | "log" | "ids" | "edge">;
type Known = { readMs: number; value: Promise<Counting | undefined> };

function createCounter({ db, log, ids, edge }: Parts): Counter {
  const batch: Batch = createBatch(() => ids.uuid());
  const known = new Map<string, Known>();
  // Processes may have wrong clocks, so all count by the clock of the database.
  let aheadMs = Date.now() - performance.now();
  let writing: Promise<void> = Promise.resolve();
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function read(livestreamId: string): Promise<Counting | undefined> {
    let row = await selectCounting(db, livestreamId);
    if (row?.open && !row.origin) {
      await openAudience(db, livestreamId);
      row = await selectCounting(db, livestreamId);
    }
    if (!row) return undefined;
    aheadMs = row.now.getTime() - performance.now();
    const { secret, announced, open, overAt, origin } = row;
    return { announced, open, overAt, origin, viewerOf: await keysUnder(secret) };
  }

  async function write(): Promise<void> {
    const filled = batch.take();
    if (filled.viewers.length === 0 && filled.uncounted.length === 0) return;
    try {
      await writeBatch(db, filled);
    } catch (error) {
      batch.putBack(filled);
      throw error;
    }
  }

  const flush = (): Promise<void> => {
    const next = writing.catch(() => undefined).then(write);
    writing = next;
    return next;
  };

  function later(): void {
    if (edge || timer !== undefined) return;
    timer = setTimeout(async () => {
      timer = undefined;
      try {
        await flush();
      } catch (error) {
        log.warn({ error: redactError(error) }, "beats were not written; they are kept for the next batch");
        later();
      }
    }, BATCH_MS);
    timer.unref?.();
  }

  const skip = (livestreamId: string, reason: UncountedReason) => {
    batch.skip(livestreamId, reason);
    later();
  };

  return {
    addresses: createAddresses(),
    counting(livestreamId) {
      const old = known.get(livestreamId);
      if (old && performance.now() - old.readMs < KNOWN_MS) return old.value;
      const value = read(livestreamId);
      known.delete(livestreamId);
      known.set(livestreamId, { readMs: performance.now(), value });
      value.catch(() => known.delete(livestreamId));
      for (const first of known.keys()) {
        if (known.size <= LIVESTREAMS_MAX) break;
        known.delete(first);
      }
      return value;
    },
    nowMs: () => performance.now() + aheadMs,
    add(beat) {
      if (!batch.add(beat)) return skip(beat.livestreamId, "overflow");
      later();
    },
    skip,
    flush,
    forget: () => known.clear(),
  };
}

const counters = new WeakMap<Db, Counter>();

/** Returns the counter of this process for the services' database. */
export function counterOf(services: Parts): Counter {
  const counter = counters.get(services.db) ?? createCounter(services);
  counters.set(services.db, counter);
  return counter;
}
