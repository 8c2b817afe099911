import type { RequestContext } from "../../../platform/context.ts";
import { type Page, type PageRequest, pageOf, placeAfter } from "../../../platform/core/cursor.ts";
import { orNotFound } from "../../../platform/core/errors.ts";
import { requireOfficer } from "../../../platform/core/guard.ts";
import { getManagedPosting } from "../../views/managed-postings.ts";
import type { ViolationRule } from "./rules.ts";
import type { Objection, ViolationView } from "./schema.ts";
import { countWaitingObjections, selectObjections, selectViolation, type Violation } from "./store.ts";

const iso = (date: Date | null) => date?.toISOString() ?? null;

const toView = (row: Violation): ViolationView => ({
  rule: row.rule as ViolationRule,
  sentence: row.sentence,
  closedAt: row.closedAt.toISOString(),
  objection: row.objection,
  objectedAt: iso(row.objectedAt),
  outcome: row.outcome,
  outcomeNote: row.outcomeNote,
  decidedAt: iso(row.decidedAt),
});

/**
 * Returns the newest violation of a posting, or null. Throws NOT_FOUND unless the caller is a member of its
 * enterprise or an officer of its home city or county.
 */
export async function findViolation(ctx: RequestContext, postingId: string): Promise<ViolationView | null> {
  await getManagedPosting(ctx, postingId);
  const row = await selectViolation(ctx.db, postingId);
  return row ? toView(row) : null;
}

/** Returns the newest violation of a posting. Throws NOT_FOUND without one, and as `findViolation` does. */
export const getViolation = async (ctx: RequestContext, postingId: string): Promise<ViolationView> =>
  orNotFound((await findViolation(ctx, postingId)) ?? undefined);

const QUESTION = "objections";

/** Lists the objections that wait for the officer, oldest first. */
export async function listObjections(ctx: RequestContext, page: PageRequest): Promise<Page<Objection>> {
  const actor = requireOfficer(ctx.actor);
  const after = placeAfter(QUESTION, page.cursor);
  const rows = await selectObjections(ctx.db, actor, { after, limit: page.limit + 1 });
  return pageOf(
    QUESTION,
    rows,
    page.limit,
    ({ key }) => key,
    (row) => ({
      posting: { id: row.postingId, title: row.title },
      employer: { id: row.enterpriseId, name: row.employerName },
      violation: toView(row),
    }),
  );
}

/** Counts the objections that wait for the officer. */
export const countObjections = (ctx: RequestContext): Promise<number> =>
  countWaitingObjections(ctx.db, requireOfficer(ctx.actor));
