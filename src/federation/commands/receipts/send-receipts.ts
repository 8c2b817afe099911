import { type Outcome, pauseAfter, stateAfter } from "../../../peers/index.ts";
import type { RequestContext } from "../../../platform/context.ts";
import { OutboundError } from "../../../platform/outbound/index.ts";
import { retryAfterMs } from "../../pull/asking/ask.ts";
import { signFor } from "../../requests/index.ts";
import { FED_PATH } from "../../serving/index.ts";
import { createDueSender, type SenderOptions, type Sending } from "../send-due.ts";
import { type DueReceipt, selectDueHomes, takeDueReceipts, writeAnswer } from "./store.ts";

/** Time in which no other process sends a taken receipt. */
const LEASE_S = 60;
const BOUNDS = { totalMs: 10_000, maxBytes: 100_000 };
const NO_ANSWER: Outcome = { status: null, answer: null, retryAfterS: null };

/** Status of a home that does not know a member of the body. */
const UNKNOWN_MEMBER = 422;

async function post(
  ctx: RequestContext,
  receipt: DueReceipt,
  of: Sending & { body: string },
): Promise<Outcome> {
  const { url: node, body, fetch, signal } = of;
  const url = `${node}${FED_PATH}receipts`;
  const headers = await signFor(ctx, receipt.reader, { method: "POST", url, body });
  if (!headers) return NO_ANSWER;
  try {
    const answer = await fetch(url, { method: "POST", headers, body, signal, ...BOUNDS });
    const waitMs = retryAfterMs(answer);
    return { status: answer.status, answer: null, retryAfterS: waitMs > 0 ? waitMs / 1_000 : null };
  } catch (error) {
    if (error instanceof OutboundError) return NO_ANSWER;
    throw error;
  }
}

/** Sends a receipt. A home of an earlier release knows no `deleted`, so it gets the receipt without. */
async function send(ctx: RequestContext, receipt: DueReceipt, of: Sending): Promise<Outcome> {
  const { stream, epoch, seq, erasedAt, stores, deleted } = receipt;
  const plain = { log: `${stream}/${epoch}`, seq, erasedAt, stores };
  const body = JSON.stringify(deleted ? { ...plain, deleted } : plain);
  const outcome = await post(ctx, receipt, { ...of, body });
  if (!deleted || outcome.status !== UNKNOWN_MEMBER) return outcome;
  return post(ctx, receipt, { ...of, body: JSON.stringify(plain) });
}

/**
 * Sends the receipts that this node owes. Each is tried until the home answers; a lost answer costs a
 * repeat, which changes nothing there.
 */
export function createReceiptSender(ctx: RequestContext, options: SenderOptions) {
  const { random = Math.random } = options;

  async function settle(receipt: DueReceipt, { status, retryAfterS }: Outcome): Promise<boolean> {
    const answered = stateAfter(status);
    const state = answered === "expired" ? "refused" : answered;
    const pauseMs = pauseAfter({ tries: receipt.tries, retryAfterS, random: random() });
    await writeAnswer(ctx.db, receipt, { state, status, pauseMs });
    if (state === "refused") ctx.log.warn({ stream: receipt.stream, status }, "a receipt was refused");
    return status !== null && status < 500;
  }

  return createDueSender(
    ctx,
    {
      atOnce: 16,
      lookMs: 1_000,
      failure: "receipts cannot be sent; it tries again",
      targets: () => selectDueHomes(ctx.db),
      take: (home, limit) => takeDueReceipts(ctx.db, { home, limit, leaseS: LEASE_S }),
      send: async (receipt, sending) => settle(receipt, await send(ctx, receipt, sending)),
    },
    options,
  );
}
