import type { RequestContext } from "../../platform/context.ts";
import { inTransaction, recordAudit } from "../../platform/core/store.ts";
import { scheduleTask } from "../../platform/tasks/index.ts";
import { optionsOf, presentImport } from "../present.ts";
import { requireOwn, requireReady } from "../ready.ts";
import { type ImportView, RunInput } from "../schema.ts";
import { lockBatch, selectBatch, updateBatch } from "../store/batches.ts";
import { requireStanding } from "../upload/owner.ts";
import { runImportTask } from "./tasks.ts";

/**
 * Starts a staged import as a background task. A worker process runs it and resumes it after a kill. An own
 * sheet is never published at once.
 * Throws NOT_FOUND, IMPORT_STATE unless staged, IMPORT_MAPPING_INCOMPLETE, and ENTERPRISE_STATE for the own
 * sheet of a suspended enterprise.
 */
export async function startImport(
  ctx: RequestContext,
  input: { id: string } & RunInput,
): Promise<ImportView> {
  const { id, ...rest } = input;
  const { publish: asked } = RunInput.parse(rest);
  const started = await inTransaction(ctx, async (tx) => {
    const batch = requireReady(requireOwn(ctx.actor, await lockBatch(tx, id)));
    await requireStanding(tx, batch);
    // An enterprise's drafts are sent for review, never published at once.
    const publish = asked && batch.enterpriseId === null;
    await updateBatch(tx, id, {
      status: "running",
      options: JSON.stringify({ ...optionsOf(batch), publish }),
    });
    await scheduleTask(tx, { task: runImportTask, key: id, payload: { importId: id } });
    await recordAudit(tx, ctx, {
      action: "import.start",
      subjectKind: "import",
      subjectId: id,
      city: batch.homeCity,
      detail: { publish, rows: batch.rowsData },
    });
    return presentImport(requireOwn(ctx.actor, await selectBatch(tx, id)));
  });
  ctx.ring("tasks");
  return started;
}
