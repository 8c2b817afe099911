import { notify } from "../../../notifications/index.ts";
import type { RequestContext } from "../../../platform/context.ts";
import { accountIdOf } from "../../../platform/core/actor.ts";
import { notFound } from "../../../platform/core/errors.ts";
import { makeNotice } from "../../notices.ts";
import type { ManagedPosting } from "../../schema.ts";
import { changePosting, isEmployer } from "../../writing/change-posting.ts";
import { requireNoObjection } from "./rules.ts";
import type { ObjectionInput } from "./schema.ts";
import { selectViolation, updateViolation } from "./store.ts";

/**
 * Objects to the closing of a posting for a violation. Each closing takes one objection. The officer who
 * closed it is notified. Throws NOT_FOUND unless the caller is a member of the enterprise, OBJECTION_STATE
 * unless the posting was closed for a violation and nobody objected yet.
 */
export const objectToClosing = (
  ctx: RequestContext,
  { id, objection }: ObjectionInput & { id: string },
): Promise<ManagedPosting> =>
  changePosting(ctx, { id, by: "enterpriseOrCity", action: "posting.object" }, async (locked, tx) => {
    if (!isEmployer(ctx.actor, locked)) throw notFound();
    const violation = requireNoObjection(await selectViolation(tx, id));
    const by = accountIdOf(ctx.actor);
    await updateViolation(tx, violation.id, { objection, objectedAt: locked.now, objectedBy: by });
    if (violation.closedBy) {
      const notice = makeNotice("postingObjected", {
        account: violation.closedBy,
        subjectId: id,
        params: { title: locked.posting.title },
        cause: `objection:${violation.id}`,
      });
      await notify(tx, ctx, [notice]);
    }
    return { set: {}, audience: "local", detail: { violationId: violation.id } };
  });
