import type { Services } from "../../../platform/context.ts";
import { AppError } from "../../../platform/core/errors.ts";
import { createWaiting } from "../../../platform/live/index.ts";
import type { Need } from "./envelope.ts";
import { missingNeeds } from "./store.ts";

/** Time for which a command waits here for the records that it needs, and the pause between two looks. */
const WAIT_MS = 2_000;
const LOOK_MS = 20;
/** Pause that a sender is asked for, in seconds. */
const RETRY_S = 1;

const records = createWaiting<readonly Need[]>({
  lookMs: LOOK_MS,
  async look(db, all) {
    const missing = new Set((await missingNeeds(db, all.flat())).map(({ stream, id }) => `${stream} ${id}`));
    const isHere = (needs: readonly Need[]) =>
      !needs.some(({ stream, id }) => missing.has(`${stream} ${id}`));
    return all.flatMap((needs, place) => (isHere(needs) ? [place] : []));
  },
});

/**
 * Waits until this node has read the records that a command needs. Throws NEEDS_MISSING if they do not come
 * in time.
 */
export async function awaitNeeds(services: Services, needs: readonly Need[]): Promise<void> {
  const { db } = services;
  if (await records.wait(services, needs, { ms: WAIT_MS })) return;
  if ((await missingNeeds(db, needs)).length > 0)
    throw new AppError("NEEDS_MISSING", { retryAfterS: RETRY_S });
}

/** Answers the commands that wait here. */
export const endNeeds = records.end;
