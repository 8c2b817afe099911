import type { RequestContext } from "../../platform/context.ts";
import { AppError } from "../../platform/core/errors.ts";
import { inTransaction, recordAudit } from "../../platform/core/store.ts";
import { takeBackImported } from "../../postings/index.ts";
import { presentImport } from "../present.ts";
import { requireOwn } from "../ready.ts";
import type { ImportView } from "../schema.ts";
import { lockBatch, lockCityImports, selectBatch, updateBatch } from "../store/batches.ts";
import { writtenBy } from "../store/outcomes.ts";

/**
 * Takes a finished import back as a whole: closes the postings that it created, and gives the ones that it
 * changed their former texts and state. Enterprises that it created stay, without postings.
 * Throws NOT_FOUND, IMPORT_STATE unless done, and IMPORT_ACTED_ON if somebody acted on one of its postings.
 */
export function takeBackImport(ctx: RequestContext, input: { id: string }): Promise<ImportView> {
  return inTransaction(ctx, async (tx) => {
    const found = requireOwn(ctx.actor, await selectBatch(tx, input.id));
    await lockCityImports(tx, found.homeCity);
    const batch = requireOwn(ctx.actor, await lockBatch(tx, input.id));
    const { status, finishedAt, enterpriseId } = batch;
    if (status !== "done" || !finishedAt) throw new AppError("IMPORT_STATE", { facts: { status } });
    const run = await writtenBy(tx, batch.id);
    await updateBatch(tx, batch.id, { status: "takenBack" });
    await recordAudit(tx, ctx, {
      action: "import.takeBack",
      subjectKind: "import",
      subjectId: batch.id,
      city: batch.homeCity,
      detail: { created: run.created.length, changed: run.changed.length },
    });
    await takeBackImported(tx, ctx, {
      homeCity: batch.homeCity,
      enterpriseId,
      importId: batch.id,
      finishedAt,
      ...run,
    });
    return presentImport(requireOwn(ctx.actor, await selectBatch(tx, batch.id)));
  });
}
