import type { RequestContext } from "../../../platform/context.ts";
import { type Outbound, OutboundError } from "../../../platform/outbound/index.ts";
import { selectPeers } from "../../pull/store/logs.ts";
import { signFor } from "../../requests/index.ts";
import { createHintSchedule, type HintSchedule } from "./hints.ts";
import { selectToldLogs, type ToldLog } from "./store.ts";

/** Path at which a node takes hints. */
export const HINTS_PATH = "/fed/v1/hints";
const BOUNDS = { totalMs: 5_000, maxBytes: 1_000 };

/** Returns true if the receiver says that it has an open question for the log. */
function saysFollowing(body: Uint8Array): boolean {
  try {
    return JSON.parse(Buffer.from(body).toString())?.following === true;
  } catch {
    return false;
  }
}

/**
 * Tells peers that logs of this node have grown. A peer with an open question is left alone; one whose
 * breaker is open is woken. A lost hint costs only time. `look` starts what is due and waits for nobody;
 * `drain` waits for what is under way.
 */
export function createTeller(
  ctx: RequestContext,
  { fetch, random = Math.random }: { fetch: Outbound; random?: () => number },
) {
  const stopping = new AbortController();
  const tools = { nowMs: () => ctx.clock.now().getTime(), random };
  const schedules = new Map<string, HintSchedule>();
  const running = new Set<Promise<void>>();

  /** Sends one hint. Returns true if the peer needs no more for a while. */
  async function send(url: string, { city, log, size }: ToldLog): Promise<boolean> {
    const request = {
      method: "POST",
      url: `${url}${HINTS_PATH}`,
      body: JSON.stringify({ log, size }),
    } as const;
    const headers = await signFor(ctx, city, request);
    if (!headers) return true;
    const { method, body } = request;
    const answer = await fetch(request.url, { method, body, headers, signal: stopping.signal, ...BOUNDS });
    if (answer.status >= 500) throw new OutboundError("UNREACHABLE");
    return answer.status >= 400 || saysFollowing(answer.body);
  }

  async function tell(url: string, logs: readonly ToldLog[], schedule: HintSchedule): Promise<void> {
    try {
      const rests: boolean[] = [];
      for (const log of logs) rests.push(await send(url, log));
      schedule.answered(logs, rests.every(Boolean));
    } catch (error) {
      schedule.failed();
      if (!(error instanceof OutboundError)) throw error;
    }
  }

  function start(url: string, readable: readonly ToldLog[]): void {
    const schedule = schedules.get(url) ?? createHintSchedule(tools);
    schedules.set(url, schedule);
    const due = new Set(schedule.due(readable).map(({ log }) => log));
    if (due.size === 0) return;
    const logs = readable.filter(({ log }) => due.has(log));
    const run = tell(url, logs, schedule)
      .catch(() => ctx.log.warn({ url }, "another node could not be told that a log has grown"))
      .finally(() => running.delete(run));
    running.add(run);
  }

  async function drain(): Promise<void> {
    await Promise.all(running);
  }

  return {
    async look(): Promise<void> {
      const peers = await selectPeers(ctx.db);
      if (peers.length === 0) return;
      const logs = await selectToldLogs(ctx.db);
      for (const url of new Set(peers.map((peer) => peer.url))) {
        const cities = peers.filter((peer) => peer.url === url).map(({ city }) => `to/${city}`);
        start(
          url,
          logs.filter(({ audience }) => audience === "public" || cities.includes(audience)),
        );
      }
    },
    drain,
    async close(): Promise<void> {
      stopping.abort();
      await drain();
    },
  };
}
