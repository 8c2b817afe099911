import type { RequestContext } from "../../../platform/context.ts";
import { type Page, type PageRequest, pageOf, placeAfter } from "../../../platform/core/cursor.ts";
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
  const after = placeAfter(QUESTION, page.cursor);
  const rows = await selectComplaints(ctx.db, actor, { after, limit: page.limit + 1 });
  return pageOf(QUESTION, rows, page.limit, ({ key }) => key, toComplaint);
}

/** Counts the complaints that wait for the officer. */
export const countComplaints = (ctx: RequestContext): Promise<number> =>
  countWaiting(ctx.db, requireOfficer(ctx.actor));
