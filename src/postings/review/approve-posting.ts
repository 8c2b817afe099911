import type { RequestContext } from "../../platform/context.ts";
import { accountIdOf } from "../../platform/core/actor.ts";
import { AppError } from "../../platform/core/errors.ts";
import { blockingFlags } from "../reading/wording/flags.ts";
import { requireComplete, requireTransition } from "../rules.ts";
import type { ManagedPosting } from "../schema.ts";
import { changePosting } from "../writing/change-posting.ts";

/**
 * Publishes a submitted posting. The caller must be an officer of its home city or county.
 * Throws POSTING_STATE unless submitted, ENTERPRISE_STATE unless the enterprise is verified (for a repost:
 * not suspended), and POSTING_INCOMPLETE if an element is missing or the validity date is not acceptable.
 * Throws POSTING_WORDING for words that a law forbids, unless the officer writes why they may stand. The
 * reason stays in the history.
 */
export const approvePosting = (
  ctx: RequestContext,
  input: { id: string; ifRev?: number | undefined; wordingReason?: string | undefined },
): Promise<ManagedPosting> =>
  changePosting(
    ctx,
    { id: input.id, ifRev: input.ifRev, by: "city", action: "posting.approve" },
    ({ posting, owner, today, now }) => {
      const status = requireTransition(posting.status, "approve");
      const standing = posting.repost ? owner.status !== "suspended" : owner.status === "verified";
      if (!standing) throw new AppError("ENTERPRISE_STATE", { facts: { status: owner.status } });
      requireComplete(posting, today);
      const blocking = blockingFlags(posting);
      if (blocking.length > 0 && !input.wordingReason)
        throw new AppError("POSTING_WORDING", {
          fields: blocking.map(({ code, field }) => ({ path: field, code })),
        });
      return {
        set: {
          status,
          publishedAt: now,
          confirmedAt: now,
          returnReasons: null,
          reviewedBy: accountIdOf(ctx.actor),
        },
        audience: "put",
        ...(blocking.length > 0 ? { detail: { wordingReason: input.wordingReason } } : {}),
      };
    },
  );
