import type { Db, Tx } from "../../db/client.ts";
import type { RequestContext } from "../platform/context.ts";
import { inTransaction } from "../platform/core/store.ts";
import type { NewNotice } from "./declare.ts";
import { insertNotices, unreadSubjects } from "./store.ts";

/** Inserts notices, once per receiver and cause also under concurrency. One statement per 5,000 notices. */
export const notify = (tx: Tx, ctx: RequestContext, notices: readonly NewNotice[]): Promise<void> =>
  insertNotices(
    tx,
    notices.map((notice) => ({ id: ctx.ids.uuid(), ...notice })),
  );

/**
 * Inserts notices, except those whose receiver has an unread notice of the same kind about the same subject.
 */
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
 * Notifies everybody that `query` finds, one batch per transaction. `query` runs again after each batch, so
 * it must skip people who are already notified. Returns the number found.
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
