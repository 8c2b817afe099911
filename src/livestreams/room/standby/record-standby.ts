import type { Tx } from "../../../../db/client.ts";
import type { RequestContext } from "../../../platform/context.ts";
import { recordAudit } from "../../../platform/core/store.ts";
import { appendState, type LockedLivestream, type Phase } from "../../livestream/index.ts";

const OVER: ReadonlySet<Phase> = new Set(["ended", "replay", "cancelled"]);

/** Returns true for a livestream that shows no standby film any more. */
export const isOverPhase = (phase: Phase): boolean => OVER.has(phase);

/** Inserts the audit row of a change of the standby film, and tells live pages of it. */
export async function recordStandby(
  tx: Tx,
  ctx: RequestContext,
  { livestream, action, fileId }: { livestream: LockedLivestream; action: string; fileId: string },
): Promise<void> {
  const { id, homeCity: city } = livestream;
  const subject = { subjectKind: "livestream", subjectId: id, city };
  await recordAudit(tx, ctx, { action: `livestream.${action}`, ...subject, detail: { fileId } });
  if (livestream.announcedAt !== null) await appendState(tx, id, "changed");
}
