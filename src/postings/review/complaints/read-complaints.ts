import type { RequestContext } from "../../../platform/context.ts";
import {
  decodeCursor,
  encodeCursor,
  instantOf,
  type Page,
  type PageRequest,
  uuidOf,
} from "../../../platform/core/cursor.ts";
import { requireOfficer } from "../../../platform/core/guard.ts";
import type { Complaint } from "./schema.ts";
import { type ComplaintRow, countWaiting, selectComplaints } from "./store.ts";

const QUESTION = "complaints";

const toComplaint = (row: ComplaintRow): Complaint => ({
  id: row.id,
  reference: row.reference,
  reason: row.reason,
  words: row.words,
  createdAt: row.createdAt.toISOString(),
  posting: { id: row.postingId, title: row.title, live: row.live },
  employer: { id: row.enterpriseId, name: row.employerName },
});

/** Lists the complaints that wait for the officer, oldest first. Their age is that of `createdAt`. */
export async function listComplaints(ctx: RequestContext, page: PageRequest): Promise<Page<Complaint>> {
  const actor = requireOfficer(ctx.actor);
  const position = page.cursor ? decodeCursor(QUESTION, page.cursor, 2) : null;
  const after = position && { at: instantOf(position[0]), id: uuidOf(position[1]) };
  const rows = await selectComplaints(ctx.db, actor, { after, limit: page.limit + 1 });
  const last = rows.length > page.limit ? rows[page.limit - 1] : undefined;
  return {
    items: rows.slice(0, page.limit).map(toComplaint),
    nextCursor: last ? encodeCursor(QUESTION, [last.key, last.id]) : null,
  };
}

/** Counts the complaints that wait for the officer. */
export const countComplaints = (ctx: RequestContext): Promise<number> =>
  countWaiting(ctx.db, requireOfficer(ctx.actor));
