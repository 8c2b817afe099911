import type { RequestContext } from "../platform/context.ts";
import { requireAccount } from "../platform/core/guard.ts";
import type { NoticeKind, NoticeParams, NoticeSubject, Receiver } from "./declare.ts";
import { countUnread, markAllRead, selectNotices } from "./store.ts";

/** A stored notice. The page or letter that shows the notice makes its text from `kind` and `params`. */
export type Notice = {
  id: string;
  kind: NoticeKind;
  to: Receiver;
  subject: { kind: NoticeSubject; id: string };
  params: NoticeParams;
  at: string;
  read: boolean;
};

const receiver = (ctx: RequestContext) => {
  const account = requireAccount(ctx.actor);
  return {
    accountId: account.accountId,
    enterprises: account.enterprises.map((enterprise) => enterprise.id),
  };
};

/** Returns the newest 50 notices to the caller and to the caller's enterprises. */
export async function listNotices(ctx: RequestContext): Promise<Notice[]> {
  const { accountId, enterprises } = receiver(ctx);
  const rows = await selectNotices(ctx.db, accountId, enterprises);
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    to: row.toKind,
    subject: { kind: row.subjectKind, id: row.subjectId },
    params: row.params,
    at: row.createdAt.toISOString(),
    read: row.readAt !== null,
  }));
}

export async function unreadCount(ctx: RequestContext): Promise<number> {
  const { accountId, enterprises } = receiver(ctx);
  return countUnread(ctx.db, accountId, enterprises);
}

/** Marks all notices to the caller and to the caller's enterprises as read. */
export async function markNoticesRead(ctx: RequestContext): Promise<void> {
  const { accountId, enterprises } = receiver(ctx);
  await markAllRead(ctx.db, accountId, enterprises);
}
