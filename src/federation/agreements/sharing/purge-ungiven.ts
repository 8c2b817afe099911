import { lockHead } from "../../../platform/changes/index.ts";
import type { RequestContext } from "../../../platform/context.ts";
import { requireSystem } from "../../../platform/core/guard.ts";
import { inTransaction, recordAudit } from "../../../platform/core/store.ts";
import { purgeStream } from "../../digest/index.ts";
import { SHARED_KINDS } from "../../kinds.ts";
import { type DueLog, dropPayloads, givenKinds, kindsHeld } from "./store.ts";

const NAMES = SHARED_KINDS.map(({ kind }) => kind);

/**
 * Deletes what a city no longer gives this node: the copies with all that hangs on them, and the payloads in
 * its log. Readers stopped seeing them with the clause. Returns the number of copies by kind.
 */
export async function purgeUngiven(ctx: RequestContext, log: DueLog): Promise<Record<string, number>> {
  requireSystem(ctx.actor);
  const { stream, city } = log;
  return inTransaction(ctx, async (tx) => {
    await lockHead(tx, stream);
    const given = await givenKinds(tx, city, NAMES);
    const kinds = await kindsHeld(tx, { stream, kinds: NAMES.filter((kind) => !given.includes(kind)) });
    if (kinds.length === 0) return {};
    const purged = await purgeStream(tx, { stream, kinds });
    await dropPayloads(tx, { stream, kinds });
    await recordAudit(tx, ctx, {
      action: "federation.copies_purged",
      subjectKind: "log",
      subjectId: stream,
      city,
      detail: { purged },
    });
    return purged;
  });
}
