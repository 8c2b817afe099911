import type { RequestContext } from "../../platform/context.ts";
import { AppError, orNotFound } from "../../platform/core/errors.ts";
import { requireOfficerOf } from "../../platform/core/guard.ts";
import { inTransaction, recordAudit } from "../../platform/core/store.ts";
import { submitReport } from "../../reports/index.ts";
import { lockFair, phaseOf, recordFair, writeFair } from "../fair/index.ts";
import type { FairSnapshot } from "./schema.ts";
import { FAIR_REPORT } from "./store/lines.ts";

/**
 * Submits a report: its figures and the rows behind them are stored and never change. The first submitted
 * report gives the fair the status `reported`.
 * Throws FAIR_STATE if the fair is not over, was never published or was cancelled, NOT_FOUND unless the
 * caller is an officer of the host city.
 */
export async function freezeReport(
  ctx: RequestContext,
  { fairId, label }: { fairId: string; label: string },
): Promise<FairSnapshot> {
  const snapshot = await inTransaction(ctx, async (tx) => {
    const fair = orNotFound(await lockFair(tx, fairId));
    requireOfficerOf(ctx.actor, fair.hostCity);
    const phase = phaseOf(fair, fair.now);
    const held = fair.status === "published" || fair.status === "reported";
    if (!held || (phase !== "closed" && phase !== "reported"))
      throw new AppError("FAIR_STATE", { facts: { status: phase } });
    const submitted = await submitReport(tx, ctx, FAIR_REPORT, { eventId: fairId, label });
    const subject = { subjectKind: "fair", subjectId: fairId, city: fair.hostCity };
    await recordAudit(tx, ctx, {
      action: "fair.freezeReport",
      ...subject,
      detail: { report: submitted.id },
    });
    if (phase === "closed") {
      await writeFair(tx, fairId, { status: "reported", reportedAt: fair.now });
      await recordFair(tx, ctx, { id: fairId, action: "report" });
    }
    return submitted;
  });
  ctx.ring("changes");
  return snapshot;
}
