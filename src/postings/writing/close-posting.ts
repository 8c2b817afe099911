import type { RequestContext } from "../../platform/context.ts";
import { accountIdOf } from "../../platform/core/actor.ts";
import { type CLOSE_REASONS, requireTransition } from "../rules.ts";
import type { ManagedPosting } from "../schema.ts";
import { changePosting } from "./change-posting.ts";

/**
 * Closes a posting, with the reason. The caller may take that back for a minute (`reopenPosting`). Throws
 * POSTING_STATE if it is closed already.
 */
export const closePosting = (
  ctx: RequestContext,
  input: { id: string; reason: (typeof CLOSE_REASONS)[number]; ifRev?: number | undefined },
): Promise<ManagedPosting> =>
  changePosting(
    ctx,
    { id: input.id, ifRev: input.ifRev, by: "enterpriseOrCity", action: "posting.close" },
    (locked) => {
      const status = requireTransition(locked.posting.status, "close");
      return {
        set: {
          status,
          closeReason: input.reason,
          closedAt: locked.now,
          closedBy: accountIdOf(ctx.actor),
        },
        audience: locked.posting.publishedAt === null ? "local" : "close",
        reason: input.reason,
        detail: { reason: input.reason },
      };
    },
  );
