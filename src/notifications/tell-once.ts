import type { Tx } from "../../db/client.ts";
import type { RequestContext } from "../context.ts";
import type { NewNotice } from "./rules.ts";
import { insertNotices, unreadSubjects } from "./store.ts";

/** Tells of subjects that no unread notice of the same kind tells of already: what was not read yet is not said twice. */
export async function tellOnce(tx: Tx, ctx: RequestContext, notices: NewNotice[]): Promise<void> {
  const told = await unreadSubjects(tx, notices);
  await insertNotices(
    tx,
    notices
      .filter((notice) => !told.has(notice.subjectId))
      .map((notice) => ({ id: ctx.ids.uuid(), ...notice })),
  );
}

/** Tells each receiver once of each cause, whoever else tells it at the same time. Many go in one statement. */
export const tell = (tx: Tx, ctx: RequestContext, notices: readonly NewNotice[]): Promise<void> =>
  insertNotices(
    tx,
    notices.map((notice) => ({ id: ctx.ids.uuid(), ...notice })),
  );
