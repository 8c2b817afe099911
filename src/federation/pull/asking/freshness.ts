import type { RequestContext } from "../../../platform/context.ts";
import { cityInDirectory, witnessVerifiers } from "../../directory/index.ts";
import { cosignedAt, NoteError } from "../../notes/index.ts";
import type { PeerLog } from "./ask.ts";

/**
 * Returns the time at which the home of a log for one city said that a checkpoint was its newest. Null for
 * a public log, and without a valid cosignature.
 */
export async function freshnessOf(ctx: RequestContext, log: PeerLog, note: string): Promise<Date | null> {
  if (log.audience === "public") return null;
  const known = await cityInDirectory(ctx, log.peer.city);
  if (!known) return null;
  try {
    return await cosignedAt(note, witnessVerifiers(known, known.now));
  } catch (error) {
    if (error instanceof NoteError) return null;
    throw error;
  }
}
