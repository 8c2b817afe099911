import type { Flag } from "../../../../../db/schema/index.ts";
import type { RequestContext } from "../../../../platform/context.ts";
import { inTransaction } from "../../../../platform/core/store.ts";
import {
  lockPass,
  movePass,
  type Reread,
  selectLiveAfter,
  updateFlags,
} from "../../../store/wording-pass.ts";
import { currentFlags } from "../flags.ts";
import { WORDING_VERSION } from "../version.ts";

/** Postings per transaction, and transactions per run of the task. */
const BATCH = 500;
const BATCHES_MAX = 20;

const nameOf = ({ code, field, text }: Flag): string => JSON.stringify([code, field, text ?? null]);
const isSame = (one: readonly Flag[], other: readonly Flag[]): boolean =>
  one.map(nameOf).sort().join() === other.map(nameOf).sort().join();

/** Returns the posting with its flags as the rules read it now, or nothing if they are the stored ones. */
function reread(posting: Reread): Reread[] {
  const flags = currentFlags(posting);
  return isSame(flags, posting.flags) ? [] : [{ ...posting, flags }];
}

/**
 * Reads live postings of the cities here again with the present rules, in order of id, and stores the flags
 * that changed. Each batch is a transaction that also stores its end, so a killed run continues there. Does
 * nothing once a version's pass is over: every write after it reads with these rules. Returns the number of
 * postings that were read.
 */
export async function readAgain(
  ctx: RequestContext,
  { version = WORDING_VERSION, batch = BATCH, batchesMax = BATCHES_MAX } = {},
): Promise<number> {
  let seen = 0;
  for (let n = 0; n < batchesMax; n += 1) {
    const read = await inTransaction(ctx, async (tx) => {
      const pass = await lockPass(tx, version);
      if (!pass) return 0;
      const postings = await selectLiveAfter(tx, pass.afterId, batch);
      const changed = await updateFlags(tx, postings.flatMap(reread));
      await movePass(tx, version, {
        afterId: postings.at(-1)?.id ?? pass.afterId,
        seen: postings.length,
        changed,
        over: postings.length < batch,
      });
      return postings.length;
    });
    seen += read;
    if (read < batch) break;
  }
  return seen;
}
