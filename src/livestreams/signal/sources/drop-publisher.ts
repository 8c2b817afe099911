import { type Outbound, OutboundError } from "../../../platform/outbound/index.ts";

const BOUNDS = { totalMs: 3_000, maxBytes: 10_000 };

/**
 * Asks nginx by its control address to cut off the publisher of a name. An address that does not answer is no
 * error: looks go on, and each asks again while the picture moves.
 */
export async function dropPublisher(
  fetch: Outbound,
  { controlUrl, name }: { controlUrl: string; name: string },
): Promise<void> {
  try {
    await fetch(`${controlUrl}/drop/publisher?app=live&name=${encodeURIComponent(name)}`, BOUNDS);
  } catch (error) {
    if (!(error instanceof OutboundError)) throw error;
  }
}
