import type { Db, Tx } from "../../db/client.ts";
import type { RequestContext } from "../platform/context.ts";
import { inTransaction } from "../platform/core/store.ts";
import type { NewNotice } from "./rules.ts";
import { insertNotices, unreadSubjects } from "./store.ts";

/** Tells of subjects that no unread notice of the same kind tells of already: what was not read yet is not said twice. */
export async function notifyIfUnread(tx: Tx, ctx: RequestContext, notices: NewNotice[]): Promise<void> {
  const told = await unreadSubjects(tx, notices);
  await insertNotices(
    tx,
    notices
      .filter((notice) => !told.has(notice.subjectId))
      .map((notice) => ({ id: ctx.ids.uuid(), ...notice })),
  );
}

/** Tells each receiver once of each cause, whoever else tells it at the same time. Many go in one statement. */
export const notify = (tx: Tx, ctx: RequestContext, notices: readonly NewNotice[]): Promise<void> =>
  insertNotices(
    tx,
    notices.map((notice) => ({ id: ctx.ids.uuid(), ...notice })),
  );

const BATCH = 1000;

/**
 * Tells everybody whom a question finds, a batch in a transaction; the question leaves out who was told. Returns how many
 * it found.
 */
export async function notifyAll<One>(
  ctx: RequestContext,
  ask: (db: Db, limit: number) => Promise<One[]>,
  noticesOf: (one: One) => NewNotice[],
): Promise<number> {
  for (let told = 0; ; ) {
    const due = await ask(ctx.db, BATCH);
    const notices = due.flatMap(noticesOf);
    await inTransaction(ctx, (tx) => notify(tx, ctx, notices));
    told += due.length;
    if (due.length < BATCH) return told;
  }
}
