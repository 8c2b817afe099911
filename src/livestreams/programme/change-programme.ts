import type { Tx } from "../../../db/client.ts";
import { emit } from "../../platform/changes/index.ts";
import type { RequestContext } from "../../platform/context.ts";
import { AppError, orNotFound } from "../../platform/core/errors.ts";
import { inTransaction, recordAudit, runOnce } from "../../platform/core/store.ts";
import { tellLivestream } from "../copies/telling/index.ts";
import {
  appendState,
  type ClosedPin,
  type LockedLivestream,
  lockLivestream,
  mayPin,
  phaseOf,
  requireControl,
  showsPin,
} from "../livestream/index.ts";
import type { PinState } from "./schema.ts";
import { type OpenPin, selectOpenPin } from "./store/pins.ts";

export type PinCommand = { id: string; action: string; commandId?: string | undefined; input: unknown };
/** A change of the pin: the pin that was closed and the one that was opened, if any. */
export type PinChange = { closed?: ClosedPin | undefined; opened?: OpenPin | undefined };

/**
 * Inserts audit row and feed changes of a change of the pin. Tells live pages and other cities of it while
 * the public sees pins, or always with `tells`. In a rehearsal, only the local stream has it.
 */
export async function recordPin(
  tx: Tx,
  ctx: RequestContext,
  asked: { of: LockedLivestream; action: string; change: PinChange; tells?: boolean },
): Promise<void> {
  const { of, action, tells = false } = asked;
  const { closed, opened } = asked.change;
  const { id: livestreamId, homeCity: city, now } = of;
  const shown = tells || showsPin(phaseOf(of, now), of, now);
  const detail = { opened: opened?.postingId ?? null, closed: closed?.postingId ?? null };
  const subject = { subjectKind: "livestream", subjectId: livestreamId, city };
  await recordAudit(tx, ctx, { action: `livestream.${action}`, ...subject, detail });
  const record = { city, audience: "local", kind: "livestreamPin", op: "put" } as const;
  if (closed) {
    const payload = { livestreamId, postingId: closed.postingId, open: false };
    await emit(tx, { ...record, id: closed.id, rev: 2, payload });
  }
  if (opened) {
    const pinnedAt = opened.pinnedAt.toISOString();
    const payload = { livestreamId, postingId: opened.postingId, pinnedAt, open: true };
    await emit(tx, { ...record, id: opened.id, rev: 1, payload });
  }
  if (!shown) return;
  await tellLivestream(tx, ctx, livestreamId);
  await appendState(tx, livestreamId, "pin");
}

/** Returns the pin as the control room sees it. One whose posting is over is none. */
export const toPin = (pin: OpenPin | undefined): PinState["pin"] =>
  pin?.standing === "live"
    ? { id: pin.id, postingId: pin.postingId, pinnedAt: pin.pinnedAt.toISOString() }
    : null;

/**
 * Runs one change of the pin in a transaction, once per command. Locks the livestream and checks caller and
 * phase. `decide` returns what it changed, or null for nothing. Throws NOT_FOUND unless the caller is an
 * officer of an organising city, LIVESTREAM_STATE unless postings may be pinned in this phase.
 */
export async function changePin(
  ctx: RequestContext,
  asked: PinCommand,
  decide: (tx: Tx, livestream: LockedLivestream, pin: OpenPin | undefined) => Promise<PinChange | null>,
): Promise<PinState> {
  const state = await inTransaction(ctx, async (tx) => {
    const of = orNotFound(await lockLivestream(tx, asked.id));
    requireControl(ctx.actor, of);
    const { id, action, commandId, input } = asked;
    const command = { type: `livestream.${action}`, target: id, id: commandId, input };
    return runOnce(tx, ctx, command, async () => {
      const phase = phaseOf(of, of.now);
      if (!mayPin(phase)) throw new AppError("LIVESTREAM_STATE", { facts: { phase } });
      const pin = await selectOpenPin(tx, id);
      const change = await decide(tx, of, pin);
      if (!change) return { pin: toPin(pin), changed: false };
      await recordPin(tx, ctx, { of, action, change });
      return { pin: toPin(change.opened), changed: true };
    });
  });
  ctx.ring("changes");
  return state;
}
