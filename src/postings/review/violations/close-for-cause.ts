import { notify } from "../../../notifications/index.ts";
import type { RequestContext } from "../../../platform/context.ts";
import { accountIdOf } from "../../../platform/core/actor.ts";
import { AppError } from "../../../platform/core/errors.ts";
import { makeNotice } from "../../notices.ts";
import { requireTransition } from "../../rules.ts";
import type { ManagedPosting } from "../../schema.ts";
import { changePosting } from "../../writing/change-posting.ts";
import type { ViolationInput } from "./schema.ts";
import { insertViolation } from "./store.ts";
import { tellApplicants } from "./tell-applicants.ts";

/**
 * Closes a published posting because it breaks a rule, with a sentence for the enterprise, which is notified
 * and may object once. Everybody whose application waits is notified, too. Throws NOT_FOUND unless the caller
 * is an officer of its home city or county, POSTING_STATE unless it is published. A submitted posting is
 * returned instead.
 */
export const closeForCause = (
  ctx: RequestContext,
  { id, rule, sentence, ifRev }: ViolationInput & { id: string },
): Promise<ManagedPosting> =>
  changePosting(
    ctx,
    { id, ifRev, by: "city", action: "posting.closeForCause" },
    async ({ posting, owner, now }, tx) => {
      if (posting.status !== "published")
        throw new AppError("POSTING_STATE", { facts: { status: posting.status } });
      const violationId = ctx.ids.uuid();
      await insertViolation(tx, {
        id: violationId,
        postingId: id,
        rule,
        sentence,
        closedBy: accountIdOf(ctx.actor),
      });
      const notice = makeNotice("postingClosedForCause", {
        enterprise: owner.id,
        subjectId: id,
        params: { title: posting.title, rule, sentence },
        cause: `violation:${violationId}`,
      });
      await notify(tx, ctx, [notice]);
      const { title } = posting;
      const cause = `violation:${violationId}`;
      await tellApplicants(tx, ctx, { postingId: id, title, returned: null, cause });
      return {
        set: { status: requireTransition(posting.status, "close"), closeReason: "violation", closedAt: now },
        audience: "close",
        reason: "violation",
        detail: { rule, sentence },
      };
    },
  );
