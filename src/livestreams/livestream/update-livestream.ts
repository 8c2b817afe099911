import type { Tx } from "../../../db/client.ts";
import type { RequestContext } from "../../platform/context.ts";
import { AppError } from "../../platform/core/errors.ts";
import { changeLivestream } from "./change-livestream.ts";
import { readFair, readTimes, requireBeside, writeCities, writePresenters } from "./parts.ts";
import { announceBlockers, requireEditable, requireNoBlockers } from "./rules.ts";
import type { LivestreamPatch, LivestreamView } from "./schema.ts";
import type { LivestreamChange, LockedLivestream } from "./store/livestreams.ts";
import { selectPermits } from "./store/parts.ts";
import { countShown } from "./store/shown.ts";

/** Fields that stay as they are once the livestream is on air. */
const FIXED_ON_AIR = ["startsAt", "graceS", "fairId", "venueIds"] as const;

/** Returns the columns that the patch changes. Throws INVALID_INPUT as `createLivestream` does. */
async function columnsAfter(
  tx: Tx,
  before: LockedLivestream,
  patch: LivestreamPatch,
): Promise<LivestreamChange> {
  const { title, intro, graceS } = patch;
  const times = readTimes({
    startsAt: patch.startsAt ?? before.startsAt.toISOString(),
    endsAt: patch.endsAt ?? before.endsAt.toISOString(),
  });
  const fairId = patch.fairId === undefined ? before.fairId : patch.fairId;
  const moved = fairId !== before.fairId;
  const venueIds = patch.venueIds ?? (moved ? [] : before.venueIds);
  if (moved || patch.venueIds)
    requireBeside(await readFair(tx, fairId), { agreementId: before.agreementId, venueIds });
  return {
    ...(title !== undefined && { title }),
    ...(intro !== undefined && { intro }),
    ...(graceS !== undefined && { graceS }),
    ...times,
    fairId,
    venueIds: [...venueIds],
  };
}

/** Returns what the patch may take away of that which the announcement needed. */
const touched = (before: LockedLivestream, patch: LivestreamPatch): string[] => {
  if (before.status === "onAir") return patch.presenters ? ["presenters"] : [];
  const dates = patch.endsAt !== undefined;
  return [
    ...(patch.presenters ? ["presenters"] : []),
    ...(patch.presenters || dates ? ["permits"] : []),
    ...(dates ? ["endsAt"] : []),
  ];
};

/** Throws LIVESTREAM_INCOMPLETE if the patch takes away what the announcement needed. */
async function requireComplete(
  tx: Tx,
  before: LockedLivestream,
  { patch, after }: { patch: LivestreamPatch; after: LivestreamChange },
): Promise<void> {
  if (before.status === "draft") return;
  const { endsAt = before.endsAt } = after;
  const presenters = await selectPermits(tx, { id: before.id, endsAt });
  const postings = await countShown(tx, before.id);
  const blockers = announceBlockers({ presenters, postings, linked: before.linked, endsAt, now: before.now });
  const lost = touched(before, patch);
  requireNoBlockers(blockers.filter((blocker) => lost.includes(blocker)));
}

/**
 * Updates a livestream. A given list replaces the whole stored list. On air, its start, grace, fair and
 * venues stay. Throws NOT_FOUND unless the caller is an officer of the home city, LIVESTREAM_STATE if it is
 * over or cancelled, or for a fixed field on air. Throws LIVESTREAM_INCOMPLETE if an announced one would
 * lack a presenter with a permit, INVALID_INPUT as `createLivestream` does.
 */
export const updateLivestream = (
  ctx: RequestContext,
  { id, ifRev, patch }: { id: string; ifRev?: number | undefined; patch: LivestreamPatch },
): Promise<LivestreamView> => {
  const command = { id, ifRev, action: "update", input: patch, by: "home", tells: "changed" } as const;
  return changeLivestream(ctx, command, async (before, tx) => {
    requireEditable(before, before.now);
    if (before.status === "onAir" && FIXED_ON_AIR.some((field) => patch[field] !== undefined))
      throw new AppError("LIVESTREAM_STATE", { facts: { phase: "live" } });
    if (patch.cities) await writeCities(tx, before, patch.cities);
    if (patch.presenters) await writePresenters(tx, before, patch.presenters);
    const after = await columnsAfter(tx, before, patch);
    await requireComplete(tx, before, { patch, after });
    return after;
  });
};
