import { type Outcome, pauseAfter, stateAfter } from "../../../peers/index.ts";
import type { RequestContext } from "../../../platform/context.ts";
import { redactError } from "../../../platform/core/redact.ts";
import { databaseNow } from "../../../platform/core/store.ts";
import { type Outbound, OutboundError } from "../../../platform/outbound/index.ts";
import { nodeSigner } from "../../keys/index.ts";
import { retryAfterMs } from "../../pull/asking/ask.ts";
import { type Breaker, createBreaker } from "../../pull/breaker.ts";
import { signRequest } from "../../requests/index.ts";
import { FED_PATH } from "../../serving/index.ts";
import { type DueHome, type DueReceipt, selectDueHomes, takeDueReceipts, writeAnswer } from "./store.ts";

/** Receipts to one city that are under way at once. */
const AT_ONCE = 16;
/** Time in which no other process sends a taken receipt. */
const LEASE_S = 60;
/** Pause between two looks for due receipts. */
const LOOK_MS = 1_000;
const BOUNDS = { totalMs: 10_000, maxBytes: 100_000 };
const NO_ANSWER: Outcome = { status: null, answer: null, retryAfterS: null };

type Sending = { url: string; fetch: Outbound; signal: AbortSignal };

async function send(ctx: RequestContext, receipt: DueReceipt, of: Sending): Promise<Outcome> {
  const signer = await nodeSigner(ctx, receipt.reader);
  if (!signer) return NO_ANSWER;
  const { stream, epoch, seq, erasedAt, stores } = receipt;
  const url = `${of.url}${FED_PATH}receipts`;
  const body = JSON.stringify({ log: `${stream}/${epoch}`, seq, erasedAt, stores });
  const request = { method: "POST", url, body } as const;
  const headers = await signRequest(request, signer, { now: await databaseNow(ctx.db) });
  try {
    const answer = await of.fetch(url, { method: "POST", headers, body, signal: of.signal, ...BOUNDS });
    const waitMs = retryAfterMs(answer);
    return { status: answer.status, answer: null, retryAfterS: waitMs > 0 ? waitMs / 1_000 : null };
  } catch (error) {
    if (error instanceof OutboundError) return NO_ANSWER;
    throw error;
  }
}

/**
 * Sends the receipts that this node owes. Each is tried until the home answers; a lost answer costs a
 * repeat, which changes nothing there. Each node has one pass at a time, so a slow one delays no other.
 * `pass` sends what is due to a city, for tests; `look` starts passes and returns the pause until the next
 * look.
 */
export function createReceiptSender(
  ctx: RequestContext,
  { fetch, random = Math.random }: { fetch: Outbound; random?: () => number },
) {
  const stopping = new AbortController();
  const tools = { nowMs: () => ctx.clock.now().getTime(), random };
  const breakers = new Map<string, Breaker>();
  const running = new Map<string, Promise<void>>();

  function breakerOf(url: string): Breaker {
    const breaker = breakers.get(url) ?? createBreaker(tools);
    breakers.set(url, breaker);
    return breaker;
  }

  async function settle(receipt: DueReceipt, { status, retryAfterS }: Outcome): Promise<boolean> {
    const answered = stateAfter(status);
    const state = answered === "expired" ? "refused" : answered;
    const pauseMs = pauseAfter({ tries: receipt.tries, retryAfterS, random: random() });
    await writeAnswer(ctx.db, receipt, { state, status, pauseMs });
    if (state === "refused") ctx.log.warn({ stream: receipt.stream, status }, "a receipt was refused");
    return status !== null && status < 500;
  }

  async function pass({ city, url }: DueHome): Promise<number> {
    const breaker = breakerOf(url);
    let sent = 0;
    while (!stopping.signal.aborted && breaker.waitMs() === 0) {
      const due = await takeDueReceipts(ctx.db, { home: city, limit: AT_ONCE, leaseS: LEASE_S });
      if (due.length === 0) break;
      const of = { url, fetch, signal: stopping.signal };
      const reached = await Promise.all(
        due.map(async (receipt) => settle(receipt, await send(ctx, receipt, of))),
      );
      sent += due.length;
      if (reached.every(Boolean)) breaker.succeeded();
      else breaker.failed();
    }
    return sent;
  }

  async function passAll(url: string, homes: readonly DueHome[]): Promise<void> {
    try {
      for (const home of homes) await pass(home);
    } catch (error) {
      ctx.log.error({ error: redactError(error) }, "receipts cannot be sent; it tries again");
    }
    running.delete(url);
  }

  return {
    pass,
    async look(): Promise<number> {
      const homes = await selectDueHomes(ctx.db);
      for (const url of new Set(homes.map((home) => home.url)))
        if (!running.has(url)) {
          const own = homes.filter((home) => home.url === url);
          running.set(url, passAll(url, own));
        }
      return LOOK_MS;
    },
    async close(): Promise<void> {
      stopping.abort();
      await Promise.all(running.values());
    },
  };
}
