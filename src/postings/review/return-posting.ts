import type { RequestContext } from "../../platform/context.ts";
import { accountIdOf } from "../../platform/core/actor.ts";
import { requireTransition } from "../rules.ts";
import type { ManagedPosting } from "../schema.ts";
import { changePosting } from "../writing/change-posting.ts";
import type { ReturnReason } from "./return-reasons.ts";

/**
 * Returns a submitted posting to draft, with reasons from RETURN_REASONS. Throws POSTING_STATE unless
 * submitted.
 */
export const returnPosting = (
  ctx: RequestContext,
  input: { id: string; reasons: ReturnReason[]; note?: string | undefined; ifRev?: number | undefined },
): Promise<ManagedPosting> =>
  changePosting(
    ctx,
    { id: input.id, ifRev: input.ifRev, by: "city", action: "posting.return" },
    ({ posting }) => {
      const status = requireTransition(posting.status, "return");
      const note = input.note ? { note: input.note } : {};
      const reasons = [...new Set(input.reasons)].map((code, i) => ({ code, ...(i === 0 ? note : {}) }));
      return {
        set: {
          status,
          returnReasons: JSON.stringify(reasons),
          reviewedBy: accountIdOf(ctx.actor),
        },
        audience: "local",
        detail: { reasons: input.reasons, ...note },
      };
    },
  );
