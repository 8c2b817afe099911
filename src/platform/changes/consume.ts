import type { Tx } from "../../../db/client.ts";
import type { Config } from "../config.ts";
import type { RequestContext } from "../context.ts";
import { isTransient, redactError } from "../core/redact.ts";
import type { Change } from "./schema.ts";
import { attempt, lockCursor, moveCursor, putInQuarantine, streamsBehind } from "./store/cursors.ts";
import { changesAfter } from "./store/feed.ts";

export type Consumer = {
  /** Names the cursor. Another name reads every change again. */
  name: string;
  streams: "public" | "local" | "all";
  /** Record kinds that the consumer handles; the cursor passes the others. All kinds if absent. */
  kinds?: readonly string[];
  /** Returns false if its target is not configured. The cursor then stays, so that it resumes there later. */
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

/** Thrown by a consumer that cannot work now. Nothing is quarantined, and the cursor stays. */
export class RetryLater extends Error {}

/** Declares a consumer. Only checks its type. */
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
  if (!last) return 0;
  if (changes[0]?.seq !== place.seq + 1 || last.seq !== place.seq + changes.length)
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
 * Applies one batch of every stream that the consumer follows. Returns the number of changes passed.
 * Effect and cursor commit together under the cursor's row lock, so two processes never apply at once, and a
 * kill repeats nothing. A change that fails alone is quarantined and passed. A stopped stream throws after
 * the round and does not delay the others.
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
