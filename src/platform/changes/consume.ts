import type { Tx } from "../../../db/client.ts";
import type { Config } from "../config/index.ts";
import type { RequestContext } from "../context.ts";
import { isTransient, redactError } from "../core/redact.ts";
import type { Change } from "./schema.ts";
import { attempt, lockCursor, moveCursor, putInQuarantine, streamsBehind } from "./store/cursors.ts";
import { changesAfter } from "./store/feed.ts";

export type Consumer = {
  /** Key of the consumer's cursors. Under a new name, the consumer reads every change from the beginning. */
  name: string;
  streams: "public" | "local" | "all";
  /**
   * Record kinds that the consumer handles; its cursor moves past changes of other kinds. Absent: all kinds.
   */
  kinds?: readonly string[];
  /**
   * Returns false if the consumer's target is not configured. The cursor then does not move, so that the
   * consumer can resume at it later.
   */
  enabled?(config: Config): boolean;
  /** True for a target that may be slow or down. The consumer then runs in a loop of its own. */
  apart?: boolean;
  /** Changes per transaction; default 200. */
  batch?: number;
  /**
   * Applies changes of one stream, in order, through `tx` only. Must be idempotent and apply only newer
   * revisions. Throws RetryLater to get the same changes again, for example while a server is down.
   */
  apply(tx: Tx, ctx: RequestContext, changes: Change[]): Promise<void>;
};

/**
 * Thrown by a consumer whose target is not available. No change is quarantined, and the cursor does not move.
 */
export class RetryLater extends Error {}

/** Returns the consumer unchanged. Serves only to check its type. */
export const defineConsumer = (consumer: Consumer): Consumer => consumer;

const mustWait = (error: unknown) => error instanceof RetryLater || isTransient(error);

async function applyOneByOne(tx: Tx, ctx: RequestContext, consumer: Consumer, changes: Change[]) {
  for (const change of changes) {
    const failure = await attempt(tx, () => consumer.apply(tx, ctx, [change]));
    if (!failure) continue;
    if (mustWait(failure.error)) throw failure.error;
    const error = redactError(failure.error);
    await putInQuarantine(tx, consumer.name, change, error);
    const { stream, seq, kind } = change;
    ctx.log.error({ consumer: consumer.name, stream, seq, kind, error }, "a change was quarantined");
  }
}

async function step(tx: Tx, ctx: RequestContext, consumer: Consumer, stream: string): Promise<number> {
  const place = await lockCursor(tx, consumer.name, stream);
  if (!place) return 0;
  const changes = await changesAfter(tx, place, consumer.batch ?? 200);
  const last = changes.at(-1);
  if (!last) {
    if (place.seq < place.stateSize) await moveCursor(tx, consumer.name, { ...place, seq: place.stateSize });
    return 0;
  }
  const from = Math.max(place.seq, place.stateSize);
  const dense = changes.filter(({ seq }) => seq > place.stateSize);
  if (dense.some(({ seq }, i) => seq !== from + i + 1))
    throw new Error(`gap in ${stream} after ${place.seq}`);
  const wanted = changes.filter((change) => consumer.kinds?.includes(change.kind) ?? true);
  if (wanted.length > 0) {
    const failure = await attempt(tx, () => consumer.apply(tx, ctx, wanted));
    if (failure && mustWait(failure.error)) throw failure.error;
    if (failure) await applyOneByOne(tx, ctx, consumer, wanted);
  }
  await moveCursor(tx, consumer.name, last);
  return changes.length;
}

/**
 * Applies one batch of each stream that the consumer follows. Returns the number of changes that the cursors
 * moved past.
 * Effect and cursor commit in one transaction under the cursor's row lock. So two processes never apply the
 * same changes, and a killed process repeats none.
 * A failed batch is applied again change by change. A change that fails is then quarantined, and the cursor
 * moves past it.
 * A stream that must be retried does not delay the others: its error is thrown after all streams.
 */
export async function runConsumer(ctx: RequestContext, consumer: Consumer): Promise<number> {
  if (consumer.enabled && !consumer.enabled(ctx.config)) return 0;
  const suffix = consumer.streams === "all" ? "" : `/${consumer.streams}`;
  let passed = 0;
  const failures: unknown[] = [];
  for (const stream of await streamsBehind(ctx.db, consumer.name, suffix)) {
    const startedMs = performance.now();
    const run = ctx.db.transaction().execute((tx) => step(tx, ctx, consumer, stream));
    const changes = await run.catch((error: unknown) => {
      failures.push(error);
      return 0;
    });
    const durationMs = Math.round(performance.now() - startedMs);
    if (changes > 0) ctx.log.debug({ consumer: consumer.name, stream, changes, durationMs }, "consumer");
    passed += changes;
  }
  if (failures.length > 0) throw failures[0];
  return passed;
}
