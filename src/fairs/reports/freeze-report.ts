import type { RequestContext } from "../../platform/context.ts";
import { AppError, orNotFound } from "../../platform/core/errors.ts";
import { requireOfficerOf } from "../../platform/core/guard.ts";
import { inTransaction, recordAudit } from "../../platform/core/store.ts";
import { lockFair, phaseOf, recordFair, writeFair } from "../fair/index.ts";
import { figuresOf } from "./read-report.ts";
import { type FairSnapshot, MEASURES } from "./schema.ts";
import { insertSnapshot, keepLines, selectSnapshots } from "./store/reports.ts";

/**
 * Submits a report: its figures and lines are stored and never change. The first one makes the fair
 * `reported`. Throws FAIR_STATE before the fair is over, or if it was cancelled.
 */
export async function freezeReport(
  ctx: RequestContext,
  { fairId, label }: { fairId: string; label: string },
): Promise<FairSnapshot> {
  const id = ctx.ids.uuid();
  const snapshot = await inTransaction(ctx, async (tx) => {
    const fair = orNotFound(await lockFair(tx, fairId));
    requireOfficerOf(ctx.actor, fair.hostCity);
    const phase = phaseOf(fair, fair.now);
    const held = fair.status === "published" || fair.status === "reported";
    if (!held || (phase !== "closed" && phase !== "reported"))
      throw new AppError("FAIR_STATE", { facts: { status: phase } });
    const takenBy = ctx.actor.kind === "account" ? ctx.actor.accountId : null;
    const counted = { fair: fairId, report: id };
    for (const measure of MEASURES) await keepLines(tx, { ...counted, measure });
    await insertSnapshot(tx, { id, fairId, label, figures: await figuresOf(tx, counted), takenBy });
    const subject = { subjectKind: "fair", subjectId: fairId, city: fair.hostCity };
    await recordAudit(tx, ctx, { action: "fair.freezeReport", ...subject, detail: { report: id } });
    if (phase === "closed") {
      await writeFair(tx, fairId, { status: "reported", reportedAt: fair.now });
      await recordFair(tx, ctx, { id: fairId, action: "report" });
    }
    return orNotFound((await selectSnapshots(tx, fairId)).find((one) => one.id === id));
  });
  ctx.ring("changes");
  const { figures, takenAt } = snapshot;
  return { id, label, report: { takenAt: takenAt.toISOString(), figures } };
}
