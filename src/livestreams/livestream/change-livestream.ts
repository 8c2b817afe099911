import type { Tx } from "../../../db/client.ts";
import { emit } from "../../platform/changes/index.ts";
import type { RequestContext } from "../../platform/context.ts";
import type { Actor } from "../../platform/core/actor.ts";
import { requireRevision } from "../../platform/core/commands/revision.ts";
import { AppError, notFound, orNotFound } from "../../platform/core/errors.ts";
import { isOfficerOf, requireOfficerOf } from "../../platform/core/guard.ts";
import { inTransaction, recordAudit, runOnce } from "../../platform/core/store.ts";
import { tellLivestream, tellSignal } from "../copies/telling/index.ts";
import type { LiveWhat } from "./live/schema.ts";
import { toView } from "./present.ts";
import type { LivestreamView } from "./schema.ts";
import { appendState } from "./store/events.ts";
import {
  type LivestreamChange,
  type LockedLivestream,
  lockLivestream,
  selectLivestream,
  writeLivestream,
} from "./store/livestreams.ts";
import { agreementReference } from "./store/parts.ts";

/** Throws HOSTED_ELSEWHERE for the copy of a livestream whose home another node hosts. */
export function requireHostedHere({ hostedHere }: Pick<LockedLivestream, "hostedHere">): void {
  if (!hostedHere) throw new AppError("HOSTED_ELSEWHERE");
}

/**
 * Throws NOT_FOUND unless the actor is an officer of one of the organising cities, or background work. Throws
 * HOSTED_ELSEWHERE for a copy: it is controlled on its home's node.
 */
export function requireControl(
  actor: Actor,
  livestream: Pick<LockedLivestream, "cities" | "hostedHere">,
): void {
  if (!livestream.cities.some((city) => isOfficerOf(actor, city))) throw notFound();
  requireHostedHere(livestream);
}

/**
 * Inserts the audit row and the feed change of a livestream. The caller calls it last in its transaction.
 * Changes of a draft go to the local stream, those of an announced one to the city's public stream.
 */
export async function recordLivestream(
  tx: Tx,
  ctx: RequestContext,
  { id, action, detail = {} }: { id: string; action: string; detail?: Record<string, unknown> },
): Promise<LivestreamView> {
  const row = orNotFound(await selectLivestream(tx, ctx, id));
  const city = row.homeCity;
  await recordAudit(tx, ctx, {
    action: `livestream.${action}`,
    subjectKind: "livestream",
    subjectId: id,
    city,
    detail: { status: row.status, rev: row.rev, ...detail },
  });
  if (row.announcedAt !== null) {
    await tellLivestream(tx, ctx, id);
    await tellSignal(tx, id);
  } else
    await emit(tx, {
      city,
      audience: "local",
      kind: "livestream",
      id,
      rev: row.rev,
      op: row.status === "cancelled" ? "close" : "put",
      agreement: await agreementReference(tx, row.agreementId),
      validThrough: row.endsAt,
      payload: { status: row.status, action },
    });
  return toView(row);
}

export type LivestreamCommand = {
  id: string;
  action: string;
  commandId?: string | undefined;
  ifRev?: number | undefined;
  input?: unknown;
  /** The officers who may do it: those of the home city, or those of every organising city. */
  by: "home" | "control";
  /** The kind of change that live pages are told of, if any. */
  tells?: LiveWhat | undefined;
  /** More of the change for the audit row. */
  detail?: Readonly<Record<string, unknown>> | undefined;
};

/**
 * Runs one change of a livestream in a transaction, once per command. Locks the row, checks caller and
 * revision, calls `decide`, and writes its result with audit row, feed change and live event. Throws
 * NOT_FOUND unless the caller is an officer as `by` says, REVISION_CONFLICT, and the errors of `decide`.
 */
export async function changeLivestream(
  ctx: RequestContext,
  asked: LivestreamCommand,
  decide: (livestream: LockedLivestream, tx: Tx) => LivestreamChange | Promise<LivestreamChange>,
): Promise<LivestreamView> {
  const view = await inTransaction(ctx, async (tx) => {
    const livestream = orNotFound(await lockLivestream(tx, asked.id));
    if (asked.by === "home") {
      requireOfficerOf(ctx.actor, livestream.homeCity);
      requireHostedHere(livestream);
    } else requireControl(ctx.actor, livestream);
    const { action, id: target, commandId: id, input = null, tells } = asked;
    return runOnce(tx, ctx, { type: `livestream.${action}`, target, id, input }, async () => {
      requireRevision(livestream.rev, asked.ifRev);
      await writeLivestream(tx, target, await decide(livestream, tx));
      const changed = await recordLivestream(tx, ctx, {
        id: target,
        action,
        detail: { from: livestream.status, ...asked.detail },
      });
      if (tells && livestream.announcedAt !== null) await appendState(tx, target, tells);
      return changed;
    });
  });
  ctx.ring("changes");
  return view;
}
