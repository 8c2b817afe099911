import { type RequestContext, systemContext } from "../../platform/context.ts";
import { requireAccount } from "../../platform/core/guard.ts";
import { inTransaction, recordAudit } from "../../platform/core/store.ts";
import { privateKinds } from "../commands/index.ts";
import { SHARED_KINDS } from "../kinds.ts";
import { replayQuarantine } from "../pull/index.ts";
import { getPartner } from "./get-partner.ts";

/**
 * Tries the quarantined entries of a city's logs again. Returns how many could be read now. Throws
 * NOT_FOUND for a city that is no partner of the officer's city.
 */
export async function replayEntries(
  ctx: RequestContext,
  { city }: { city: string },
): Promise<{ released: number }> {
  requireAccount(ctx.actor);
  await getPartner(ctx, { city });
  const system = systemContext(ctx, "desk");
  const released = await replayQuarantine(system, SHARED_KINDS, { privateKinds: privateKinds(system), city });
  await inTransaction(ctx, (tx) =>
    recordAudit(tx, ctx, {
      action: "federation.replay",
      subjectKind: "log",
      subjectId: `${city}/public`,
      city,
      detail: { released },
    }),
  );
  return { released };
}
