import { lockHead, type SharedKind } from "../../../platform/changes/index.ts";
import type { RequestContext } from "../../../platform/context.ts";
import { requireSystem } from "../../../platform/core/guard.ts";
import { inTransaction, recordAudit } from "../../../platform/core/store.ts";
import { purgeStream } from "../../digest/index.ts";
import { storesOf } from "../../pull/index.ts";
import { addPurged } from "../exit/store.ts";
import { deletable, isPublic, kindsOf } from "./kinds-of.ts";
import { type DueLog, dropPayloads, givenKinds, kindsHeld, oweEnded } from "./store.ts";

/**
 * Deletes what a city no longer gives this node: the copies with all that hangs on them, and the payloads in
 * its log. Readers stopped seeing them with the clause. For each record of a log for one city a receipt is
 * due. Returns the number of copies by kind.
 */
export async function purgeUngiven(
  ctx: RequestContext,
  log: DueLog,
  privateKinds: readonly SharedKind[] = [],
): Promise<Record<string, number>> {
  requireSystem(ctx.actor);
  const { stream, city } = log;
  const known = deletable(kindsOf(log, privateKinds));
  const names = known.map(({ kind }) => kind);
  return inTransaction(ctx, async (tx) => {
    await lockHead(tx, stream);
    const given = await givenKinds(tx, log, names);
    const kinds = await kindsHeld(tx, { stream, kinds: names.filter((kind) => !given.includes(kind)) });
    if (kinds.length === 0) return {};
    const purged = await purgeStream(tx, { stream, kinds }, known);
    if (!isPublic(log))
      for (const kind of known.filter(({ kind }) => kinds.includes(kind)))
        await oweEnded(tx, { stream, kinds: [kind.kind], stores: storesOf(kind) });
    await dropPayloads(tx, { stream, kinds });
    await addPurged(tx, city, purged);
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
