import type { RequestContext } from "../../../platform/context.ts";
import { OutboundError } from "../../../platform/outbound/index.ts";
import { NoteError, openCheckpoint } from "../../notes/index.ts";
import { askLog, type PeerLog } from "../asking/ask.ts";
import { expectedOf, type Head } from "../asking/fetch-page.ts";
import type { ExchangeTools } from "../asking/outcome.ts";

/** A log that lacks more entries takes a state: fewer bytes than the entries, as most of them are former. */
const STATE_FROM = 100_000;
const BOUNDS = { totalMs: 10_000, maxBytes: 1_000_000 };

/**
 * Returns true if the home's log has many more entries than are here. It is asked when a log falls behind.
 * Without an answer that verifies, the log is followed entry by entry.
 */
export async function isFarBehind(
  ctx: RequestContext,
  log: PeerLog,
  head: Head,
  tools: ExchangeTools,
): Promise<boolean> {
  const expected = await expectedOf(ctx, log, head);
  if (!expected) return false;
  try {
    const { status, body } = await askLog(
      ctx,
      log,
      { epoch: head.epoch, path: "checkpoint", ...BOUNDS },
      tools,
    );
    if (status !== 200) return false;
    const { size } = await openCheckpoint(Buffer.from(body).toString(), expected.origin, expected.keys);
    return size - head.frontier.size > (tools.stateFrom ?? STATE_FROM);
  } catch (error) {
    if (error instanceof NoteError || error instanceof OutboundError) return false;
    throw error;
  }
}
