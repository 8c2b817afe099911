import type { Tx } from "../../../../db/client.ts";
import { emit } from "../../../platform/changes/index.ts";
import type { RequestContext } from "../../../platform/context.ts";
import { AppError, orNotFound } from "../../../platform/core/errors.ts";
import { inTransaction, recordAudit, runOnce } from "../../../platform/core/store.ts";
import {
  appendEvent,
  type LockedLivestream,
  lockLivestream,
  requireControl,
} from "../../livestream/index.ts";
import { handoverState, isOpen } from "../rules.ts";
import type { HandoverView } from "../schema.ts";
import { type HandoverRow, selectHandover } from "../store/handovers.ts";
import { toHandover } from "./present.ts";

/** Locks both livestreams of a hand-over, always in the same order. */
export async function lockBoth(
  tx: Tx,
  { fromId, toId }: { fromId: string; toId: string },
): Promise<{ from: LockedLivestream | undefined; to: LockedLivestream | undefined }> {
  const locked = new Map<string, LockedLivestream | undefined>();
  for (const id of [fromId, toId].sort()) locked.set(id, await lockLivestream(tx, id));
  return { from: locked.get(fromId), to: locked.get(toId) };
}

/**
 * Inserts audit row and feed change of a hand-over, and tells the live pages of both livestreams if viewers
 * may know of it. The caller calls it last in its transaction. Returns the hand-over after it.
 */
export async function recordHandover(
  tx: Tx,
  ctx: RequestContext,
  {
    id,
    action,
    livestream,
    tells,
  }: { id: string; action: string; livestream: LockedLivestream; tells: boolean },
): Promise<HandoverView> {
  const row = orNotFound(await selectHandover(tx, id));
  const view = toHandover(row);
  const city = livestream.homeCity;
  const detail = { handoverId: id, from: row.from.id, to: row.to.id, state: view.state };
  await recordAudit(tx, ctx, {
    action: `livestream.${action}`,
    subjectKind: "livestream",
    subjectId: livestream.id,
    city,
    detail,
  });
  const rev = [row.acceptedAt, row.handedAt ?? row.closedAt].filter(Boolean).length + 1;
  const record = { city, audience: "local", kind: "livestreamHandover", op: "put" } as const;
  await emit(tx, { ...record, id, rev, payload: { ...detail, dueAt: view.dueAt } });
  if (tells) {
    const { leftS: _left, ...told } = view;
    const data = { ...told, at: row.now.toISOString() };
    for (const one of [view.from.id, view.to.id].sort())
      await appendEvent(tx, one, { kind: "handover", data });
  }
  return view;
}

type Command = {
  /** The livestream whose room acts. */
  id: string;
  handoverId: string;
  action: string;
  commandId?: string | undefined;
  /** The side of the hand-over on which that livestream stands. */
  as: "from" | "to";
};

/**
 * Runs one change of an open hand-over in a transaction, once per command. Locks both livestreams. `decide`
 * returns false if the hand-over is no longer open. Throws NOT_FOUND unless the caller is an officer of an
 * organising city of that side, LIVESTREAM_HANDOVER if it is not open.
 */
export async function changeHandover(
  ctx: RequestContext,
  asked: Command,
  decide: (tx: Tx, row: HandoverRow, livestreams: { to: LockedLivestream }) => Promise<boolean>,
): Promise<HandoverView> {
  const view = await inTransaction(ctx, async (tx) => {
    const before = orNotFound(await selectHandover(tx, asked.handoverId));
    const sides = await lockBoth(tx, { fromId: before.from.id, toId: before.to.id });
    const [own, to] = [orNotFound(sides[asked.as]), orNotFound(sides.to)];
    requireControl(ctx.actor, own);
    if (own.id !== asked.id) orNotFound(undefined);
    const { action, commandId, handoverId: target } = asked;
    return runOnce(
      tx,
      ctx,
      { type: `livestream.${action}`, target, id: commandId, input: null },
      async () => {
        const row = orNotFound(await selectHandover(tx, target));
        const state = handoverState(row, row.now);
        const done = isOpen(state) && (await decide(tx, row, { to }));
        if (!done) throw new AppError("LIVESTREAM_HANDOVER", { facts: { state } });
        // Viewers know only of one that was accepted.
        const tells = row.acceptedAt !== null || action === "acceptHandover";
        return recordHandover(tx, ctx, { id: target, action, livestream: own, tells });
      },
    );
  });
  ctx.ring("changes");
  return view;
}
