import type { Tx } from "../../db/client.ts";
import type { RequestContext } from "../context.ts";
import { inTransaction } from "../core/store.ts";
import { type NewNotice, tellOnce } from "../notifications/index.ts";
import { newPostings } from "../search/index.ts";
import { type Due, insertMatches, lockDue, markLooked } from "./store.ts";

const BATCH = 50;
/** More at once is not noted one by one: the notice says that there are new ones all the same. */
const FOUND_MAX = 100;

async function lookOnce(tx: Tx, ctx: RequestContext, due: Due): Promise<NewNotice[]> {
  const { id, accountId, city, agreement, q, filter, since } = due;
  const asked = { text: q, filter, scope: { city, agreement }, since, limit: FOUND_MAX };
  const [first] = await insertMatches(tx, id, await newPostings(ctx, tx, asked));
  if (!first) return [];
  const subject = { subjectKind: "savedSearch", subjectId: id } as const;
  return [
    {
      ...subject,
      toKind: "account",
      toId: accountId,
      kind: "savedSearchFound",
      cause: `savedSearch:${id}:${first}`,
    },
  ];
}

/**
 * Asks every saved search that is due for what is new, fifty in a transaction, and tells whose search found something.
 * Any number of processes may look at once; a kill loses nothing and repeats nothing. Returns how many were looked at.
 */
export async function lookForNew(ctx: RequestContext): Promise<number> {
  for (let looked = 0; ; ) {
    const batch = await inTransaction(ctx, async (tx) => {
      const due = await lockDue(tx, BATCH);
      const notices: NewNotice[] = [];
      for (const search of due) notices.push(...(await lookOnce(tx, ctx, search)));
      await tellOnce(tx, ctx, notices);
      await markLooked(
        tx,
        due.map(({ id }) => id),
      );
      return due.length;
    });
    looked += batch;
    if (batch < BATCH) return looked;
  }
}
