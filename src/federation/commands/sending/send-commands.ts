import { takeDue } from "../../../peers/index.ts";
import type { RequestContext } from "../../../platform/context.ts";
import { redactError } from "../../../platform/core/redact.ts";
import type { Outbound } from "../../../platform/outbound/index.ts";
import { type Breaker, createBreaker } from "../../pull/breaker.ts";
import { expire } from "./expire.ts";
import { sendCommand } from "./send-command.ts";
import { settle } from "./settle.ts";
import { type DueTarget, selectDueTargets } from "./store.ts";

/** Commands to one city that are under way at once. */
const AT_ONCE = 16;
/** Time in which no other process sends a taken command. */
const LEASE_S = 60;
/** Pause between two looks for due commands, and between two looks for expired ones. */
const LOOK_MS = 100;
const EXPIRE_EVERY_MS = 60_000;

export type SenderOptions = { fetch: Outbound; random?: () => number };

/**
 * Sends the commands of this node's cities. Each peer node has one pass at a time, so a slow one delays no
 * other. A node that cannot be reached rests by the rules of the breaker. `pass` sends what is due to a city,
 * for tests; `look` starts passes and returns the pause until the next look.
 */
export function createSender(ctx: RequestContext, { fetch, random = Math.random }: SenderOptions) {
  const stopping = new AbortController();
  const tools = { nowMs: () => ctx.clock.now().getTime(), random };
  const breakers = new Map<string, Breaker>();
  const running = new Map<string, Promise<void>>();
  let expiredAtMs = Number.NEGATIVE_INFINITY;

  function breakerOf(url: string): Breaker {
    const breaker = breakers.get(url) ?? createBreaker(tools);
    breakers.set(url, breaker);
    return breaker;
  }

  async function pass({ city, url }: DueTarget): Promise<number> {
    const breaker = breakerOf(url);
    let sent = 0;
    while (!stopping.signal.aborted && breaker.waitMs() === 0) {
      const due = await takeDue(ctx.db, { target: city, limit: AT_ONCE, leaseS: LEASE_S });
      if (due.length === 0) break;
      const reached = await Promise.all(
        due.map(async (command) => {
          const outcome = await sendCommand(ctx, command, { url, fetch, signal: stopping.signal });
          await settle(ctx, command, outcome);
          return outcome.status !== null && outcome.status < 500;
        }),
      );
      sent += due.length;
      if (reached.every(Boolean)) breaker.succeeded();
      else breaker.failed();
      ctx.ring("changes");
    }
    return sent;
  }

  async function passAll(url: string, targets: readonly DueTarget[]): Promise<void> {
    try {
      for (const target of targets) await pass(target);
    } catch (error) {
      ctx.log.error({ error: redactError(error) }, "commands to another city cannot be sent; it tries again");
    }
    running.delete(url);
  }

  return {
    pass,
    async look(): Promise<number> {
      if (tools.nowMs() - expiredAtMs >= EXPIRE_EVERY_MS) {
        expiredAtMs = tools.nowMs();
        await expire(ctx);
      }
      const targets = await selectDueTargets(ctx.db);
      for (const url of new Set(targets.map((target) => target.url)))
        if (!running.has(url))
          running.set(
            url,
            passAll(
              url,
              targets.filter((target) => target.url === url),
            ),
          );
      return LOOK_MS;
    },
    async close(): Promise<void> {
      stopping.abort();
      await Promise.all(running.values());
    },
  };
}
