import type { RequestContext } from "../../platform/context.ts";
import { AppError } from "../../platform/core/errors.ts";
import { requireNotSuspended, requireTransition } from "../rules.ts";
import type { ManagedPosting } from "../schema.ts";
import { changePosting } from "./change-posting.ts";

/**
 * Records that the employer confirms the posting as still open. Throws POSTING_STATE unless published,
 * POSTING_EXPIRED after its last day, ENTERPRISE_STATE for a suspended enterprise.
 */
export const confirmPosting = (
  ctx: RequestContext,
  input: { id: string; ifRev?: number | undefined },
): Promise<ManagedPosting> =>
  changePosting(
    ctx,
    { id: input.id, ifRev: input.ifRev, by: "enterpriseOrCity", action: "posting.confirm" },
    ({ posting, owner, now }) => {
      requireNotSuspended(owner);
      requireTransition(posting.status, "confirm");
      if (posting.expiresAt !== null && posting.expiresAt <= now) throw new AppError("POSTING_EXPIRED");
      return { set: { confirmedAt: now }, audience: "put" };
    },
  );
