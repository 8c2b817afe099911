import type { RequestContext } from "../../platform/context.ts";
import { requireAccount } from "../../platform/core/guard.ts";
import type { OwnClash } from "./schema.ts";
import { selectOwnClashes } from "./store/clashes.ts";

/**
 * Lists the caller's entry times and interviews at a fair that are less than an hour from one at another
 * fair. They are warnings: nothing is refused for them.
 */
export async function listMyClashes(ctx: RequestContext, fairId: string): Promise<OwnClash[]> {
  const { accountId } = requireAccount(ctx.actor);
  const rows = await selectOwnClashes(ctx.db, fairId, accountId);
  return rows.map(({ kind, at, otherKind, otherAt, otherFairId, otherTitle }) => ({
    kind,
    at: at.toISOString(),
    other: { kind: otherKind, at: otherAt.toISOString(), fairId: otherFairId, title: otherTitle },
  }));
}
