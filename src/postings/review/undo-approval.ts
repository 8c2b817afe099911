import type { RequestContext } from "../../platform/context.ts";
import { accountIdOf } from "../../platform/core/actor.ts";
import { AppError } from "../../platform/core/errors.ts";
import { requireTransition, UNDO_MS } from "../rules.ts";
import type { ManagedPosting } from "../schema.ts";
import { changePosting } from "../writing/change-posting.ts";

/**
 * Takes back the caller's own approval within a minute. The posting waits for review again, at its former
 * place in the queue.
 * Throws REVISION_CONFLICT if somebody changed the posting after revision `ifRev`, POSTING_STATE unless it is
 * published, UNDO_TOO_LATE after a minute, or if its last change is not an approval by the caller.
 */
export const undoApproval = (
  ctx: RequestContext,
  { id, ifRev }: { id: string; ifRev: number },
): Promise<ManagedPosting> =>
  changePosting(ctx, { id, ifRev, by: "city", action: "posting.undo" }, ({ posting, now }) => {
    const status = requireTransition(posting.status, "undo");
    const approvedAt = posting.publishedAt?.getTime() ?? 0;
    const own = posting.reviewedBy !== null && posting.reviewedBy === accountIdOf(ctx.actor);
    if (!own || posting.updatedAt.getTime() !== approvedAt || now.getTime() - approvedAt > UNDO_MS)
      throw new AppError("UNDO_TOO_LATE");
    return {
      set: { status, publishedAt: null, confirmedAt: null, reviewedBy: null },
      audience: "close",
      reason: "undone",
    };
  });
