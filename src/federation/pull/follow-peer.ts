import type { RequestContext } from "../../platform/context.ts";
import { redactError } from "../../platform/core/redact.ts";
import { type PeerLog, streamOf } from "./asking/ask.ts";
import { type Ahead, createAhead } from "./asking/fetch-page.ts";
import type { ExchangeTools, Outcome } from "./asking/outcome.ts";
import { pauseOf } from "./asking/pause.ts";
import { createBreaker } from "./breaker.ts";
import { exchange } from "./exchange.ts";
import { noteFailure, noteRetry } from "./store/logs.ts";

export type PeerWorker = {
  /** Asks for a log at once. */
  wake(stream: string): void;
  /** Ends open questions, and waits until what has arrived is applied. */
  stop(): Promise<void>;
};

export type FollowOptions = Omit<ExchangeTools, "signal" | "ahead"> & {
  /** Seconds that a home may hold back an empty answer. */
  waitS?: number;
  random?: () => number;
  /** Milliseconds before the first question; default none. */
  firstMs?: number;
};

/** A pause that `wake` or the end of the worker cuts short. */
function createPause(stopped: AbortSignal) {
  let end: () => void = () => undefined;
  stopped.addEventListener("abort", () => end());
  return {
    wake: () => end(),
    for: (ms: number) =>
      new Promise<void>((resolve) => {
        if (stopped.aborted) return resolve();
        const timer = setTimeout(resolve, ms);
        end = () => {
          clearTimeout(timer);
          resolve();
        };
      }),
  };
}

/**
 * Follows the logs of one peer until stopped, each by long polls. Failures of the connection count for all of
 * its logs; a faulty page delays its own log alone. Peers do not wait for each other.
 */
export function followPeer(
  ctx: RequestContext,
  logs: readonly PeerLog[],
  options: FollowOptions,
): PeerWorker {
  const stopping = new AbortController();
  const tools = { nowMs: () => ctx.clock.now().getTime(), random: options.random ?? Math.random };
  const peer = createBreaker(tools);
  const pauses = new Map(logs.map((log) => [streamOf(log), createPause(stopping.signal)]));

  async function ask(log: PeerLog, ahead: Ahead): Promise<Outcome> {
    try {
      return await exchange(ctx, log, { ...options, ahead, signal: stopping.signal }, options.waitS);
    } catch (error) {
      ctx.log.error({ stream: streamOf(log), error: redactError(error) }, "a log cannot be followed here");
      return { kind: "refused", code: "HERE" };
    }
  }

  async function follow(log: PeerLog): Promise<void> {
    const stream = streamOf(log);
    const pause = pauses.get(stream) as ReturnType<typeof createPause>;
    const faults = createBreaker(tools);
    const ahead = createAhead();
    const note = async (ms: number) => {
      await noteRetry(ctx.db, stream, ms).catch(() => undefined);
      await pause.for(ms);
    };
    if (options.firstMs) await pause.for(options.firstMs);
    while (!stopping.signal.aborted) {
      const restMs = peer.waitMs();
      if (restMs > 0) {
        await pause.for(restMs);
        continue;
      }
      const outcome = await ask(log, ahead);
      if (stopping.signal.aborted) return;
      if (outcome.kind === "frozen") return;
      if (outcome.kind === "failed")
        await noteFailure(ctx.db, { stream, fault: outcome.code }).catch(() => undefined);
      const pauseMs = pauseOf(outcome, { peer, faults, audience: log.audience });
      if (outcome.kind === "failed" || outcome.kind === "refused") await note(pauseMs);
      else if (pauseMs > 0) await pause.for(pauseMs);
    }
  }

  const running = Promise.all(logs.map(follow));
  return {
    wake(stream) {
      peer.wake();
      pauses.get(stream)?.wake();
    },
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
