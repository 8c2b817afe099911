import type { RequestContext } from "../../../platform/context.ts";
import { type Page, type PageRequest, pageOf, placeAfter } from "../../../platform/core/cursor.ts";
import { requireOfficer } from "../../../platform/core/guard.ts";
import { COMPLAINT_STATES, type Complaint, type ComplaintState } from "./schema.ts";
import { type ComplaintRow, countStates, countWaiting, selectComplaints } from "./store.ts";

const toComplaint = (row: ComplaintRow): Complaint => ({
  id: row.id,
  reference: row.reference,
  reason: row.reason,
  words: row.words,
  createdAt: row.createdAt.toISOString(),
  posting: { id: row.postingId, title: row.title, live: row.live },
  employer: { id: row.enterpriseId, name: row.employerName },
  settled:
    row.outcome && row.settledAt
      ? { outcome: row.outcome, note: row.note ?? "", at: row.settledAt.toISOString() }
      : null,
});

/** A part of the list: those in one state or in any, and those that the words name. */
export type ComplaintsPart = { state?: ComplaintState | "all" | undefined; q?: string | undefined };

/**
 * Lists the complaints of the officer's cities and counties. Those that wait come oldest first, and they are
 * the list unless `state` asks for others, which come newest first. `q` is a part of the posting's title, of
 * the employer's name, or of the reference.
 */
export async function listComplaints(
  ctx: RequestContext,
  { cursor, limit, state = "waiting", q }: PageRequest & ComplaintsPart,
): Promise<Page<Complaint>> {
  const actor = requireOfficer(ctx.actor);
  const question = JSON.stringify(["complaints", state, q]);
  const after = placeAfter(question, cursor);
  const rows = await selectComplaints(ctx.db, actor, { state, q, after, limit: limit + 1 });
  return pageOf(question, rows, limit, ({ key }) => key, toComplaint);
}

/** Counts the complaints that wait for the officer. */
export const countComplaints = (ctx: RequestContext): Promise<number> =>
  countWaiting(ctx.db, requireOfficer(ctx.actor));

/** Counts the complaints of the officer's cities and counties by state, as far as the words name them. */
export async function countComplaintsByState(
  ctx: RequestContext,
  { q }: Pick<ComplaintsPart, "q">,
): Promise<Record<ComplaintState, number>> {
  const counts = new Map(
    (await countStates(ctx.db, requireOfficer(ctx.actor), q)).map(({ state, n }) => [state, n]),
  );
  const [waiting, upheld, unfounded] = COMPLAINT_STATES.map((state) => counts.get(state) ?? 0);
  return { waiting: waiting ?? 0, upheld: upheld ?? 0, unfounded: unfounded ?? 0 };
}
