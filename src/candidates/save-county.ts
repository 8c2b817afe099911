import type { RequestContext } from "../platform/context.ts";
import { invalid } from "../platform/core/errors.ts";
import { requireAccount } from "../platform/core/guard.ts";
import { inTransaction, recordAudit } from "../platform/core/store.ts";
import { isCounty, updateCounty } from "./store/profiles.ts";

/**
 * Writes the county on the caller's card; null removes it. Returns false if there is no card. Throws
 * INVALID_INPUT for a code that is no county's.
 */
export async function saveCounty(ctx: RequestContext, county: string | null): Promise<boolean> {
  const { accountId } = requireAccount(ctx.actor);
  return inTransaction(ctx, async (tx) => {
    if (county && !(await isCounty(tx, county))) throw invalid("county", "INVALID_VALUE");
    const saved = await updateCounty(tx, accountId, county);
    const entry = { action: "profile.save", subjectKind: "profile", subjectId: accountId };
    if (saved) await recordAudit(tx, ctx, entry);
    return saved;
  });
}
