import type { RequestContext } from "../../platform/context.ts";
import { accountIdOf } from "../../platform/core/actor.ts";
import { AppError } from "../../platform/core/errors.ts";
import { requireTransition, requireUndoable } from "../rules.ts";
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
    const approval = { by: posting.reviewedBy, at: posting.publishedAt };
    requireUndoable(approval, accountIdOf(ctx.actor), now);
    if (posting.updatedAt.getTime() !== approval.at?.getTime()) throw new AppError("UNDO_TOO_LATE");
    return {
      set: { status, publishedAt: null, confirmedAt: null, reviewedBy: null },
      audience: "close",
      reason: "undone",
    };
  });
