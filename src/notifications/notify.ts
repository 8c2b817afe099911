import type { Db, Tx } from "../../db/client.ts";
import type { RequestContext } from "../platform/context.ts";
import { inTransaction } from "../platform/core/store.ts";
import type { NewNotice } from "./declare.ts";
import { insertNotices, unreadSubjects } from "./store.ts";

/** Writes notices once per receiver and cause under any concurrency. One statement for 5,000. */
export const notify = (tx: Tx, ctx: RequestContext, notices: readonly NewNotice[]): Promise<void> =>
  insertNotices(
    tx,
    notices.map((notice) => ({ id: ctx.ids.uuid(), ...notice })),
  );

/** Writes notices whose subject has no unread notice of the same kind yet. */
export async function notifyIfUnread(
  tx: Tx,
  ctx: RequestContext,
  notices: readonly NewNotice[],
): Promise<void> {
  const told = await unreadSubjects(tx, notices);
  await notify(
    tx,
    ctx,
    notices.filter((notice) => !told.has(notice.subjectId)),
  );
}

const BATCH = 1000;

/**
 * Notifies everybody that a query finds, one batch per transaction. The query must skip notified people.
 * Returns the number found.
 */
export async function notifyAll<One>(
  ctx: RequestContext,
  query: (db: Db, limit: number) => Promise<One[]>,
  noticesOf: (tx: Tx, found: One[]) => NewNotice[] | Promise<NewNotice[]>,
): Promise<number> {
  for (let told = 0; ; ) {
    const due = await query(ctx.db, BATCH);
    if (due.length > 0) await inTransaction(ctx, async (tx) => notify(tx, ctx, await noticesOf(tx, due)));
    told += due.length;
    if (due.length < BATCH) return told;
  }
}
