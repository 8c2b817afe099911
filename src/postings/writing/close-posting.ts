import type { RequestContext } from "../../platform/context.ts";
import { invalid } from "../../platform/core/errors.ts";
import { type CLOSE_REASONS, requireTransition } from "../rules.ts";
import type { ManagedPosting } from "../schema.ts";
import { changePosting, decides } from "./change-posting.ts";

/**
 * Closes a posting finally, with the reason. Throws POSTING_STATE if it is closed already, INVALID_INPUT if a
 * member gives the reason `violation`.
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
      if (input.reason === "violation" && !decides(ctx.actor, locked))
        throw invalid("reason", "OFFICER_ONLY");
      return {
        set: { status, closeReason: input.reason, closedAt: locked.now },
        audience: locked.posting.publishedAt === null ? "local" : "close",
        reason: input.reason,
        detail: { reason: input.reason },
      };
    },
  );
