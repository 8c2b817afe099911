import type { DbOrTx } from "../../../db/client.ts";
import type { OutgoingCommandState } from "../../../db/schema/federation.ts";
import { pauseAfter, stateAfter } from "./rules.ts";
import { type Besides, type DueCommand, writeOutcome } from "./store.ts";

/** What came of one try. `status` is null if the other city could not be reached. */
export type Outcome = { status: number | null; answer: string | null; retryAfterS: number | null };

/**
 * Writes what came of a try: the answer, or the time of the next try. Returns the command's state, and null
 * if it was settled before. `besides`: an insert that the same statement makes if it was not.
 */
export async function settleCommand(
  db: DbOrTx,
  { id, tries }: Pick<DueCommand, "id" | "tries">,
  { status, answer, retryAfterS }: Outcome,
  besides: Besides = null,
): Promise<OutgoingCommandState | null> {
  const state = stateAfter(status);
  const pauseMs = pauseAfter({ tries, retryAfterS, random: Math.random() });
  return (await writeOutcome(db, id, { state, status, answer, pauseMs }, besides)) ? state : null;
}
