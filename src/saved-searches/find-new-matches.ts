import type { Tx } from "../../db/client.ts";
import { mailReaders, type NewNotice, notifyIfUnread } from "../notifications/index.ts";
import type { RequestContext } from "../platform/context.ts";
import { inTransaction } from "../platform/core/store.ts";
import { newPostings } from "../search/index.ts";
import { foundNotice } from "./notices.ts";
import { type DueSearch, insertMatches, lockDue, markLooked } from "./store.ts";
import { writeLetters } from "./write-letters.ts";

const BATCH = 50;
/** Maximum number of new matches that one run of a search stores. */
const FOUND_MAX = 100;

async function findMatchesOf(
  tx: Tx,
  ctx: RequestContext,
  due: DueSearch,
  toMail: boolean,
): Promise<NewNotice[]> {
  const { id, city, agreement, q, filter, since } = due;
  const asked = { text: q, filter, scope: { city, agreement }, since, limit: FOUND_MAX };
  const postingIds = await newPostings(ctx, tx, asked);
  const [first] = await insertMatches(tx, { searchId: id, postingIds, toMail });
  return first ? [foundNotice(due, first)] : [];
}

/**
 * Runs every due saved search, fifty per transaction, and reports new matches: on the site by notice, and by
 * letter. Returns the number of searches.
 * Safe to run concurrently. A killed run loses no match and repeats none.
 */
export async function findNewMatches(ctx: RequestContext): Promise<number> {
  let looked = 0;
  for (;;) {
    const batch = await inTransaction(ctx, async (tx) => {
      const due = await lockDue(tx, BATCH);
      const notices: NewNotice[] = [];
      const accounts = due.map(({ accountId }) => accountId);
      const readers = await mailReaders(ctx, tx, accounts);
      for (const search of due)
        notices.push(...(await findMatchesOf(tx, ctx, search, readers.has(search.accountId))));
      await notifyIfUnread(tx, ctx, notices);
      await markLooked(
        tx,
        due.map(({ id }) => id),
      );
      return due.length;
    });
    looked += batch;
    if (batch < BATCH) break;
  }
  await writeLetters(ctx);
  return looked;
}
