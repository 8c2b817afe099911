import type { RequestContext } from "../../../platform/context.ts";
import { redactError } from "../../../platform/core/redact.ts";
import { jumpMs } from "../rules/clock.ts";
import type { ClockReading } from "../rules/state.ts";
import type { StreamServer } from "../servers/server.ts";
import { bringLooksForward, type DueSource, selectNextDue, takeDue, writeMeasure } from "../store/looks.ts";
import type { LookAt } from "./look-at.ts";
import type { Measure } from "./measure.ts";
import { settleLook } from "./settle-look.ts";
import type { SteadyClock } from "./steady-clock.ts";

/** Looks under way at the same time in one process. */
const AT_ONCE = 32;
/** Bounds of the pause between two searches for due sources. */
export const SHORTEST_MS = 50;
export const LONGEST_MS = 3_000;
/** Longest pause while livestreams are under way: a callback may ask for a look at any time. */
const BUSY_MS = 500;
/** A source that is due within this time belongs to a livestream under way. */
const SOON_MS = 5_000;

export type Streams = {
  server: StreamServer;
  hlsUrl: string;
  /** Cuts off a publisher whom this program does not know. Null if the server offers no way. */
  drop: ((name: string) => Promise<void>) | null;
};

/** Without `measure`, delay and bitrate stay unknown. Without `steady`, a jump of the clock is seen late. */
export type ProberOptions = {
  lookAt: LookAt;
  streams: Streams | null;
  measure?: Measure;
  steady?: SteadyClock | null;
};

/** Returns the address of a source's playlist; null without a streaming server. */
function addressOf({ kind, url, name }: DueSource, streams: Streams | null): string | null {
  if (kind === "address") return url;
  return streams && name ? `${streams.hlsUrl}/${streams.server.playlistPath(name)}` : null;
}

/**
 * Looks at the sources of livestreams that are under way or about to begin. A slow source delays no other.
 * Several processes share the sources.
 */
export function createProber(
  ctx: RequestContext,
  { lookAt, streams, measure, steady = null }: ProberOptions,
) {
  const underWay = new Set<Promise<void>>();
  const stop = new AbortController();
  let reading: ClockReading | null = null;

  /** Returns the time until the next source is due. Sources are due at once if the clock was set back. */
  async function nextDueMs(): Promise<number> {
    const fromMs = steady?.nowMs() ?? 0;
    const next = await selectNextDue(ctx.db);
    if (!next || !steady) return next?.dueMs ?? Number.POSITIVE_INFINITY;
    const now = { by: steady.by, wallMs: next.wallMs, fromMs, toMs: steady.nowMs() };
    const jumped = jumpMs(reading, now);
    reading = now;
    if (jumped >= 0) return next.dueMs;
    await bringLooksForward(ctx.db, -jumped);
    return 0;
  }

  async function look(source: DueSource): Promise<void> {
    const address = addressOf(source, streams);
    const seen = address ? await lookAt(address, stop.signal) : ({ fault: "addressInvalid" } as const);
    if (stop.signal.aborted) return;
    const starts = source.kind === "server" && streams?.server.asks ? "publish" : "signal";
    const outcome = await settleLook(ctx, { source, seen, starts, steady });
    if (outcome?.stray && source.name) await streams?.drop?.(source.name);
    if (!outcome?.advancing || !measure || "fault" in seen) return;
    await writeMeasure(ctx.db, source.livestreamId, await measure(seen, stop.signal));
  }

  return {
    /** Starts the looks that are due. Returns the pause in ms until the next search. */
    async look(): Promise<number> {
      const free = AT_ONCE - underWay.size;
      if (free <= 0) return BUSY_MS;
      for (const source of await takeDue(ctx.db, free)) {
        const run = look(source)
          .catch((error) => ctx.log.error({ error: redactError(error) }, "a look at a livestream failed"))
          .finally(() => underWay.delete(run));
        underWay.add(run);
      }
      const dueMs = await nextDueMs();
      const busy = underWay.size > 0 || dueMs <= SOON_MS;
      return Math.max(SHORTEST_MS, Math.min(dueMs, busy ? BUSY_MS : LONGEST_MS));
    },
    /** Waits until no look is under way. */
    async idle(): Promise<void> {
      await Promise.all(underWay);
    },
    /** Ends the looks under way without writing what they saw. */
    async close(): Promise<void> {
      stop.abort();
      await Promise.all(underWay);
    },
  };
}
