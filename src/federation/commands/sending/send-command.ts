import type { DueCommand, Outcome } from "../../../peers/index.ts";
import type { RequestContext } from "../../../platform/context.ts";
import { type Incoming, OutboundError } from "../../../platform/outbound/index.ts";
import { signFor } from "../../requests/index.ts";
import { FED_PATH } from "../../serving/index.ts";
import type { Sending } from "../send-due.ts";

const BOUNDS = { totalMs: 20_000, maxBytes: 100_000 };
/** Longest answer that is kept, in characters. */
const ANSWER_MAX = 2_000;
const NO_ANSWER: Outcome = { status: null, answer: null, retryAfterS: null };

/** Returns the seconds that an answer asks to wait, or null. */
function retryAfterS({ headers }: Pick<Incoming, "headers">): number | null {
  const seconds = Number(headers["retry-after"] ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds : null;
}

/**
 * Sends a command to the node of its target, signed by the sender's city. Returns the answer, also a refusal.
 * `status` is null if the node could not be reached.
 */
export async function sendCommand(
  ctx: RequestContext,
  { city, body }: DueCommand,
  { url, fetch, signal }: Sending,
): Promise<Outcome> {
  const address = `${url}${FED_PATH}commands`;
  const headers = await signFor(ctx, city, { method: "POST", url: address, body });
  if (!headers) return NO_ANSWER;
  try {
    const answer = await fetch(address, { method: "POST", headers, body, signal, ...BOUNDS });
    const text = Buffer.from(answer.body).toString().slice(0, ANSWER_MAX);
    return { status: answer.status, answer: text, retryAfterS: retryAfterS(answer) };
  } catch (error) {
    if (error instanceof OutboundError) return NO_ANSWER;
    throw error;
  }
}
