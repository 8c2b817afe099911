import type { Tx } from "../../../db/client.ts";
import { emit } from "../../platform/changes/index.ts";
import type { RequestContext } from "../../platform/context.ts";
import { AppError, orNotFound } from "../../platform/core/errors.ts";
import { inTransaction, recordAudit, runOnce } from "../../platform/core/store.ts";
import {
  agreementReference,
  appendEvent,
  type LockedLivestream,
  lockLivestream,
  phaseOf,
  requireControl,
} from "../livestream/index.ts";
import { toClaim } from "./present.ts";
import type { ClaimView } from "./schema.ts";
import { selectClaim } from "./store.ts";

export type ClaimCommand = {
  id: string;
  action: string;
  commandId?: string | undefined;
  input: unknown;
  /** True if live pages are told. */
  tells: boolean;
};

/** Throws LIVESTREAM_STATE unless the public could hear it: it was on air, or goes on elsewhere. */
function requireAired(of: LockedLivestream): void {
  const aired = of.onAirAt !== null || (of.linked && of.status === "announced" && of.now >= of.startsAt);
  if (!aired) throw new AppError("LIVESTREAM_STATE", { facts: { phase: phaseOf(of, of.now) } });
}

/**
 * Inserts audit row and feed change of a claim, and tells live pages of it. Other cities read what the public
 * reads of it: no names of officers, no mark.
 */
export async function recordClaim(
  tx: Tx,
  ctx: RequestContext,
  { of, claimId, action, tells }: { of: LockedLivestream; claimId: string; action: string; tells: boolean },
): Promise<ClaimView> {
  const row = orNotFound(await selectClaim(tx, claimId));
  const { id: livestreamId, homeCity: city } = of;
  const { postingId, verdict, rev } = row;
  await recordAudit(tx, ctx, {
    action: `livestream.${action}`,
    subjectKind: "livestream",
    subjectId: livestreamId,
    city,
    detail: { claimId, postingId, verdict, rev },
  });
  const gone = row.withdrawnAt !== null;
  const { control: _, ...shown } = toClaim(row, false);
  await emit(tx, {
    city,
    audience: "public",
    kind: "livestreamClaim",
    id: claimId,
    rev,
    op: gone ? "close" : "put",
    agreement: await agreementReference(tx, of.agreementId),
    payload: gone ? { livestreamId, withdrawn: true } : { livestreamId, ...shown },
  });
  if (!tells) return toClaim(row, true);
  const data = gone ? { id: claimId, postingId, withdrawn: true } : shown;
  await appendEvent(tx, livestreamId, { kind: "claim", data });
  return toClaim(row, true);
}

/**
 * Runs one change of a claim in a transaction, once per command. Locks the livestream, checks the caller and
 * calls `decide`, which returns the claim's id. Throws NOT_FOUND unless the caller is an officer of an
 * organising city, LIVESTREAM_STATE unless the livestream was on air.
 */
export async function changeClaim(
  ctx: RequestContext,
  asked: ClaimCommand,
  decide: (tx: Tx, of: LockedLivestream) => Promise<string>,
): Promise<ClaimView> {
  const view = await inTransaction(ctx, async (tx) => {
    const of = orNotFound(await lockLivestream(tx, asked.id));
    requireControl(ctx.actor, of);
    const { id: target, action, commandId: id, input, tells } = asked;
    return runOnce(tx, ctx, { type: `livestream.${action}`, target, id, input }, async () => {
      requireAired(of);
      return recordClaim(tx, ctx, { of, claimId: await decide(tx, of), action, tells });
    });
  });
  ctx.ring("changes");
  return view;
}
