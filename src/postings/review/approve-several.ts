import type { RequestContext } from "../../platform/context.ts";
import { requireOfficer } from "../../platform/core/guard.ts";
import { approvePosting } from "./approve-posting.ts";
import { refusalOf } from "./bulk.ts";
import type { Skipped } from "./schema.ts";

/** A posting that was approved, with the revision that undoes it. */
export type Approved = { id: string; rev: number };

/**
 * Approves several postings, each in a transaction of its own and at the revision that the officer saw.
 * `skipped` lists those that were not approved, with the reason.
 */
export async function approveSeveral(
  ctx: RequestContext,
  postings: readonly { id: string; ifRev?: number | undefined }[],
): Promise<{ approved: Approved[]; skipped: Skipped[] }> {
  requireOfficer(ctx.actor);
  const approved: Approved[] = [];
  const skipped: Skipped[] = [];
  for (const posting of postings) {
    try {
      const { id, rev } = await approvePosting(ctx, posting);
      approved.push({ id, rev });
    } catch (error) {
      skipped.push({ id: posting.id, ...refusalOf(error) });
    }
  }
  return { approved, skipped };
}
