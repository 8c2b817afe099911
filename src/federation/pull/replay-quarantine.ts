import {
  type Position,
  putInQuarantine,
  releaseFromQuarantine,
  rewindBefore,
  type SharedKind,
  selectQuarantined,
} from "../../platform/changes/index.ts";
import type { RequestContext } from "../../platform/context.ts";
import { requireSystem } from "../../platform/core/guard.ts";
import { inTransaction, recordAudit } from "../../platform/core/store.ts";
import { applyTold } from "./apply-entries.ts";
import { COPIES } from "./apply-page.ts";

const REPLAY_MAX = 1_000;

/** The first of the places in each epoch of each log. */
function firstOfEach(places: readonly Position[]): Position[] {
  const first = new Map<string, Position>();
  for (const place of places) {
    const key = `${place.stream}/${place.epoch}`;
    if (place.seq < (first.get(key)?.seq ?? Number.POSITIVE_INFINITY)) first.set(key, place);
  }
  return [...first.values()];
}

/**
 * Applies quarantined entries again, after an upgrade or by hand: what this release can read now leaves the
 * quarantine. An entry that a later one overtook leaves it unapplied. Local consumers then read from the
 * first of them again. `city`: only entries of its logs. Returns how many entries left.
 */
export async function replayQuarantine(
  ctx: RequestContext,
  kinds: readonly SharedKind[],
  { privateKinds = [], city = null }: { privateKinds?: readonly SharedKind[]; city?: string | null } = {},
): Promise<number> {
  requireSystem(ctx.actor);
  return inTransaction(ctx, async (tx) => {
    const all = await selectQuarantined(tx, COPIES, { city, limit: REPLAY_MAX });
    const left = all.filter(({ overtaken }) => overtaken);
    const applied: typeof all = [];
    for (const first of firstOfEach(all)) {
      const entries = all.filter(
        ({ stream, epoch, overtaken }) => !overtaken && stream === first.stream && epoch === first.epoch,
      );
      const known = first.stream.endsWith("/public") ? kinds : privateKinds;
      const told = entries.map(({ payload, ...head }) => ({ head, value: payload ?? undefined }));
      const passed = new Map(
        (await applyTold(tx, first, { entries: told, kinds: known })).map(({ seq, why }) => [seq, why]),
      );
      for (const entry of entries) {
        const why = passed.get(entry.seq);
        if (why === undefined) applied.push(entry);
        else await putInQuarantine(tx, COPIES, entry, why);
      }
    }
    await releaseFromQuarantine(tx, COPIES, [...left, ...applied]);
    for (const place of firstOfEach(applied)) await rewindBefore(tx, place);
    const entries = left.length + applied.length;
    if (entries > 0)
      await recordAudit(tx, ctx, {
        action: "federation.quarantine_replayed",
        subjectKind: "log",
        subjectId: COPIES,
        detail: { entries, applied: applied.length },
      });
    return entries;
  });
}
