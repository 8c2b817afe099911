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
      const { title } = posting;
      const cause = `objection:${violation.id}:decided`;
      const to = { enterprise: owner.id, subjectId: id, cause };
      const detail = { violationId: violation.id, note };
      if (outcome === "upheld") {
        await notify(tx, ctx, [makeNotice("objectionUpheld", { ...to, params: { title, note } })]);
        return { set: {}, audience: "local", detail };
      }
      const live = posting.expiresAt !== null && posting.expiresAt > now;
      const shown = !live ? "expired" : owner.status === "suspended" ? "suspended" : "live";
      await notify(tx, ctx, [makeNotice("objectionReturned", { ...to, params: { title, note, shown } })]);
      await tellApplicants(tx, ctx, { postingId: id, title, returned: shown, cause });
      return {
        set: { status: requireTransition(posting.status, "restore"), closeReason: null, closedAt: null },
        audience: live ? "put" : "local",
        detail,
      };
    },
  );
