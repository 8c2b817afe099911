import { notify } from "../../../notifications/index.ts";
import type { RequestContext } from "../../../platform/context.ts";
import { accountIdOf } from "../../../platform/core/actor.ts";
import { makeNotice } from "../../notices.ts";
import { requireTransition } from "../../rules.ts";
import type { ManagedPosting } from "../../schema.ts";
import { changePosting, type PostingDecision } from "../../writing/change-posting.ts";
import { requireWaiting } from "./rules.ts";
import type { ObjectionDecision } from "./schema.ts";
import { selectViolation, updateViolation } from "./store.ts";
import { tellApplicants } from "./tell-applicants.ts";

/**
 * Decides on an objection. `upheld`: the posting stays closed. `returned`: it is published again, as it was;
 * if it has expired meanwhile, it is an expired posting. The enterprise is notified. Throws NOT_FOUND unless
 * the caller is an officer of its home city or county, OBJECTION_STATE unless an objection waits.
 */
export const decideObjection = (
  ctx: RequestContext,
  { id, outcome, note }: ObjectionDecision & { id: string },
): Promise<ManagedPosting> =>
  changePosting(
    ctx,
    { id, by: "city", action: `posting.objection.${outcome}` },
    async ({ posting, owner, now }, tx): Promise<PostingDecision> => {
      const violation = requireWaiting(await selectViolation(tx, id));
      const by = accountIdOf(ctx.actor);
      const decided = { outcome, outcomeNote: note, decidedAt: now, decidedBy: by };
      await updateViolation(tx, violation.id, decided);
      const kind = outcome === "upheld" ? "objectionUpheld" : "objectionReturned";
      const params = { title: posting.title, note };
      const cause = `objection:${violation.id}:decided`;
      await notify(tx, ctx, [makeNotice(kind, { enterprise: owner.id, subjectId: id, params, cause })]);
      const detail = { violationId: violation.id, note };
      if (outcome === "upheld") return { set: {}, audience: "local", detail };
      const about = { postingId: id, title: posting.title, cause };
      await tellApplicants(tx, ctx, { kind: "appliedPostingReturned", ...about });
      const live = posting.expiresAt !== null && posting.expiresAt > now;
      return {
        set: { status: requireTransition(posting.status, "restore"), closeReason: null, closedAt: null },
        audience: live ? "put" : "local",
        detail,
      };
    },
  );
