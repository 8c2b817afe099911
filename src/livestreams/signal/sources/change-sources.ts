import type { Tx } from "../../../../db/client.ts";
import type { RequestContext } from "../../../platform/context.ts";
import { AppError, orNotFound } from "../../../platform/core/errors.ts";
import { requireOfficerOf } from "../../../platform/core/guard.ts";
import { inTransaction, recordAudit } from "../../../platform/core/store.ts";
import { tellLivestream } from "../../copies/telling/index.ts";
import { requireHostedHere } from "../../livestream/index.ts";
import { type OwnLivestream, selectOwner } from "../store/sources.ts";

/** Sources may change until a livestream can no longer go on air again. */
const LATE_MS = 2 * 3_600_000;

/** Returns true for a cancelled livestream, and for one that is over for good. */
export const isTooLate = ({
  status,
  endsAt,
  now,
}: Pick<OwnLivestream, "status" | "endsAt" | "now">): boolean =>
  status === "cancelled" || now.getTime() >= endsAt.getTime() + LATE_MS;

/**
 * Runs one change of a livestream's sources in a transaction, with its audit row. Throws NOT_FOUND unless the
 * caller is an officer of the home city, LIVESTREAM_STATE for a cancelled livestream and for one that is
 * over. The audit row holds `detail`, which must not name a key.
 */
export const changeSources = <T>(
  ctx: RequestContext,
  asked: { livestreamId: string; action: string; detail?: Record<string, string> },
  change: (tx: Tx, livestream: OwnLivestream) => Promise<T>,
): Promise<T> =>
  inTransaction(ctx, async (tx) => {
    const livestream = orNotFound(await selectOwner(tx, asked.livestreamId, true));
    requireOfficerOf(ctx.actor, livestream.homeCity);
    requireHostedHere(livestream);
    if (isTooLate(livestream))
      throw new AppError("LIVESTREAM_STATE", { facts: { status: livestream.status } });
    const changed = await change(tx, livestream);
    await recordAudit(tx, ctx, {
      action: `livestream.${asked.action}`,
      subjectKind: "livestream",
      subjectId: asked.livestreamId,
      city: livestream.homeCity,
      detail: asked.detail ?? {},
    });
    await tellLivestream(tx, ctx, asked.livestreamId);
    return changed;
  });
