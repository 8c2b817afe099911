import type { RequestContext } from "../../platform/context.ts";
import { requireSystem } from "../../platform/core/guard.ts";
import { inTransaction, recordAudit } from "../../platform/core/store.ts";
import type { PageFault } from "./reading/fault.ts";
import { noteFailure } from "./store/logs.ts";

/** Notes a refused page: one audit row, and the fault. Nothing of the page is applied. */
export async function refusePage(
  ctx: RequestContext,
  fault: PageFault,
  { stream, city }: { stream: string; city: string },
): Promise<void> {
  requireSystem(ctx.actor);
  await inTransaction(ctx, async (tx) => {
    await noteFailure(tx, { stream, fault: fault.code, state: "desynchronised" });
    await recordAudit(tx, ctx, {
      action: "federation.page_refused",
      subjectKind: "log",
      subjectId: stream,
      city,
      detail: { fault: fault.code, ...(fault.seq !== null && { seq: fault.seq }) },
    });
  });
}
