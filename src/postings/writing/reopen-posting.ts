import type { RequestContext } from "../../platform/context.ts";
import { accountIdOf } from "../../platform/core/actor.ts";
import { AppError } from "../../platform/core/errors.ts";
import { requireTransition, requireUndoable } from "../rules.ts";
import type { ManagedPosting } from "../schema.ts";
import { changePosting } from "./change-posting.ts";

type Moments = Record<"publishedAt" | "submittedAt", Date | string | null>;

/**
 * True if the posting was public until it was closed: it was not edited or returned after its publication.
 */
export const closedWhilePublic = (posting: Moments): boolean =>
  posting.publishedAt !== null &&
  (posting.submittedAt === null || new Date(posting.submittedAt) <= new Date(posting.publishedAt));

/**
 * Takes back the caller's own closing within a minute. The posting is public again, as it was.
 * Throws REVISION_CONFLICT if somebody changed the posting after revision `ifRev`, POSTING_STATE unless it is
 * closed, UNDO_TOO_LATE after a minute, for a closing by somebody else, or if it was not public before.
 */
export const reopenPosting = (
  ctx: RequestContext,
  { id, ifRev }: { id: string; ifRev: number },
): Promise<ManagedPosting> =>
  changePosting(ctx, { id, ifRev, by: "enterpriseOrCity", action: "posting.reopen" }, ({ posting, now }) => {
    const status = requireTransition(posting.status, "reopen");
    requireUndoable({ by: posting.closedBy, at: posting.closedAt }, accountIdOf(ctx.actor), now);
    if (!closedWhilePublic(posting)) throw new AppError("UNDO_TOO_LATE");
    const live = posting.expiresAt !== null && posting.expiresAt > now;
    return {
      set: { status, closeReason: null, closedAt: null, closedBy: null },
      audience: live ? "put" : "local",
    };
  });
