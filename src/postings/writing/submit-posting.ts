import type { RequestContext } from "../../platform/context.ts";
import { requireComplete, requireNotSuspended, requireTransition } from "../rules.ts";
import type { ManagedPosting } from "../schema.ts";
import { changePosting } from "./change-posting.ts";

/**
 * Submits a draft for review. `confirmDuties` also confirms duties that were filled in from a standard
 * phrase.
 * Throws POSTING_STATE unless draft, ENTERPRISE_STATE for a suspended enterprise, POSTING_INCOMPLETE with
 * every faulty field. Field codes: MISSING, UNCONFIRMED, PAST, TOO_FAR (over 180 days ahead).
 */
export const submitPosting = (
  ctx: RequestContext,
  input: { id: string; ifRev?: number | undefined; confirmDuties?: boolean | undefined },
): Promise<ManagedPosting> =>
  changePosting(
    ctx,
    { id: input.id, ifRev: input.ifRev, by: "enterpriseOrCity", action: "posting.submit" },
    ({ posting, owner, today, now }) => {
      const status = requireTransition(posting.status, "submit");
      requireNotSuspended(owner);
      const dutiesSuggested = posting.dutiesSuggested && !input.confirmDuties;
      requireComplete({ ...posting, dutiesSuggested }, today);
      return {
        set: { status, dutiesSuggested, submittedAt: now, returnReasons: null, missing: [] },
        audience: "local",
        detail: { dutiesConfirmed: posting.dutiesSuggested && !dutiesSuggested },
      };
    },
  );
