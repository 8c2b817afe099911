import type { RequestContext } from "../../platform/context.ts";
import { AppError } from "../../platform/core/errors.ts";
import type { ManagedPosting } from "../schema.ts";
import { changePosting, isEmployer } from "./change-posting.ts";

/**
 * Records that the employer confirms duties that were filled in from a standard phrase. An officer may record
 * a confirmation by phone. Throws POSTING_STATE if no duties await confirmation or the posting is closed.
 */
export const confirmDuties = (
  ctx: RequestContext,
  input: { id: string; ifRev?: number | undefined },
): Promise<ManagedPosting> =>
  changePosting(
    ctx,
    { id: input.id, ifRev: input.ifRev, by: "enterpriseOrCity", action: "posting.confirmDuties" },
    (locked) => {
      const { status, dutiesSuggested } = locked.posting;
      if (!dutiesSuggested || status === "closed") throw new AppError("POSTING_STATE", { facts: { status } });
      return {
        set: { dutiesSuggested: false },
        audience: status === "published" ? "put" : "local",
        detail: { byEmployer: isEmployer(ctx.actor, locked) },
      };
    },
  );
