import type { Tx } from "../../../../db/client.ts";
import type { RequestContext } from "../../../platform/context.ts";
import { recordAudit } from "../../../platform/core/store.ts";
import { askForPlan } from "../../fair/index.ts";
import { endEntries, type QueueEntry } from "../store/queue.ts";

/** Ends the turn of a person who did not come: frees its slot and requests another timetable. */
export async function releaseTurn(tx: Tx, ctx: RequestContext, entry: QueueEntry): Promise<void> {
  await endEntries(tx, { id: entry.id }, { status: "left", noShow: true, interview: "noShow" });
  await askForPlan(tx, entry.fairId);
  const subject = { subjectKind: "queueEntry", subjectId: entry.id };
  await recordAudit(tx, ctx, { action: "queue.noShow", ...subject, detail: { number: entry.number } });
}
