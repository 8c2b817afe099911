import type { RequestContext } from "../../../platform/context.ts";
import { accountIdOf } from "../../../platform/core/actor.ts";
import { AppError, notFound, orNotFound } from "../../../platform/core/errors.ts";
import { isOfficerOf } from "../../../platform/core/guard.ts";
import { inTransaction, runOnce } from "../../../platform/core/store.ts";
import {
  hasSignal,
  isOver,
  type LockedLivestream,
  phaseOf,
  requireControl,
  requireHostedHere,
} from "../../livestream/index.ts";
import { handoverState, isOpen } from "../rules.ts";
import type { HandoverAct, HandoverView } from "../schema.ts";
import { closeMissed, insertHandover, selectHandovers } from "../store/handovers.ts";
import { lockBoth, recordHandover } from "./change-handover.ts";
import { toHandover } from "./present.ts";

/** Throws unless the programme runs in `from` and the picture of `to` advances. */
function requireReady(from: LockedLivestream, to: LockedLivestream): void {
  const { now } = from;
  const phase = phaseOf(from, now);
  if (phase !== "live" && phase !== "interrupted")
    throw new AppError("LIVESTREAM_STATE", { facts: { phase } });
  if (isOver(to, now)) throw new AppError("LIVESTREAM_STATE", { facts: { phase: phaseOf(to, now) } });
  if (!hasSignal(to, now)) throw new AppError("LIVESTREAM_NO_SIGNAL");
}

/**
 * Opens a hand-over of the programme to another livestream of the same agreement, in so many seconds. It is
 * accepted at once if the caller controls both. Two presses open one. Throws NOT_FOUND unless the caller is
 * an officer of an organising city, and for a livestream of another agreement, LIVESTREAM_STATE unless the
 * programme runs here, LIVESTREAM_NO_SIGNAL if the other one has no picture, LIVESTREAM_HANDOVER if one of
 * both gives or takes a programme already, HOSTED_ELSEWHERE if another node hosts one of them.
 */
export async function proposeHandover(
  ctx: RequestContext,
  { id: fromId, to: toId, inS, commandId }: HandoverAct<"propose">,
): Promise<HandoverView> {
  const view = await inTransaction(ctx, async (tx) => {
    const sides = await lockBoth(tx, { fromId, toId });
    const from = orNotFound(sides.from);
    requireControl(ctx.actor, from);
    const to = orNotFound(sides.to);
    if (to.id === from.id || to.agreementId !== from.agreementId || to.announcedAt === null) throw notFound();
    requireHostedHere(to);
    const input = { to: toId, inS };
    const command = { type: "livestream.proposeHandover", target: fromId, id: commandId, input };
    return runOnce(tx, ctx, command, async () => {
      requireReady(from, to);
      await closeMissed(tx, [fromId, toId]);
      const rows = await selectHandovers(tx, [fromId]);
      const open = rows.find((row) => row.gives && isOpen(handoverState(row, row.now)));
      if (open?.to.id === toId) return toHandover(open);
      const accepted = to.cities.some((city) => isOfficerOf(ctx.actor, city));
      const id = ctx.ids.uuid();
      const made = { id, fromId, toId, inS, by: accountIdOf(ctx.actor), accepted };
      if (!(await insertHandover(tx, made)))
        throw new AppError("LIVESTREAM_HANDOVER", { facts: { state: "open" } });
      return recordHandover(tx, ctx, { id, action: "proposeHandover", livestream: from, tells: accepted });
    });
  });
  ctx.ring("changes");
  return view;
}
