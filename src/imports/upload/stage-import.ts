import { homeCityOf } from "../../cities/index.ts";
import type { RequestContext } from "../../platform/context.ts";
import { accountIdOf } from "../../platform/core/actor.ts";
import { AppError, invalid, notFound } from "../../platform/core/errors.ts";
import { isOfficerOf } from "../../platform/core/guard.ts";
import { inTransaction, recordAudit } from "../../platform/core/store.ts";
import { withoutInvisible } from "../../platform/core/text.ts";
import { presentImport } from "../present.ts";
import { ImportFileError } from "../reading/index.ts";
import { clip, jsonWithoutControls } from "../reading/text.ts";
import type { ImportView } from "../schema.ts";
import { failAbandoned, insertBatch, lockBatch, updateBatch } from "../store/batches.ts";
import { countKinds, deleteRows, numberRepeats } from "../store/rows.ts";
import { OWN_ROWS_MAX, requireOwner } from "./owner.ts";
import { type Staged, stageRows } from "./stage-rows.ts";

export type StageInput = {
  city: string;
  /** The enterprise whose own sheet it is, in its home city. If absent, an officer imports for the city. */
  enterpriseId?: string;
  filename: string;
  body: ReadableStream<Uint8Array>;
  /** Source of the rows; null if the federation's own enterprises supplied them. */
  source?: { name: string; url?: string | null } | null;
  /** True if the rows were published elsewhere. Their postings are then reposts and need a `source`. */
  repost?: boolean;
  /** Limit in bytes. If absent, only the limits of the format apply. */
  maxBytes?: number;
};

/**
 * Stages a file: stores its rows, finds the layout and proposes a mapping. Creates no posting. For an
 * unreadable file, deletes its rows and stores the reason in the batch.
 * Throws NOT_FOUND unless the caller is an officer of the city, or a member of the enterprise in it; its
 * ENTERPRISE_STATE if suspended, and IMPORT_* errors with details of the file.
 */
export async function stageImport(ctx: RequestContext, input: StageInput): Promise<ImportView> {
  const id = await open(ctx, input).catch(async (error: unknown) => {
    await input.body.cancel().catch(() => undefined);
    throw error;
  });
  try {
    const staged = await stageRows(ctx, id, {
      body: input.body,
      filename: input.filename,
      dataMax: input.enterpriseId === undefined ? Number.POSITIVE_INFINITY : OWN_ROWS_MAX,
      ...(input.maxBytes === undefined ? {} : { maxBytes: input.maxBytes }),
    });
    await numberRepeats(ctx.db, id);
    return await close(ctx, id, staged);
  } catch (thrown) {
    const error = thrown instanceof ImportFileError ? refusal(thrown) : thrown;
    const code = error instanceof AppError ? error.code : "INTERNAL";
    await inTransaction(ctx, async (tx) => {
      await deleteRows(tx, id);
      await updateBatch(tx, id, {
        status: "failed",
        rowsStaged: 0,
        error: JSON.stringify({ code, ...(error instanceof AppError ? error.detail.facts : {}) }),
      });
    });
    throw error;
  }
}

const refusal = ({ code, detail }: ImportFileError) =>
  new AppError(code, { facts: { ...detail } as Record<string, string | number> });

async function open(ctx: RequestContext, input: StageInput): Promise<string> {
  const { enterpriseId = null } = input;
  const owner = enterpriseId === null ? null : await requireOwner(ctx.db, ctx.actor, enterpriseId);
  if (owner ? owner.homeCity !== input.city : !isOfficerOf(ctx.actor, input.city)) throw notFound();
  if ((await homeCityOf(ctx.db, input.city)) !== input.city) throw invalid("city", "UNKNOWN_CITY");
  const name = input.source?.name.trim() || null;
  if (input.repost && !name) throw invalid("source", "MISSING");
  await failAbandoned(ctx.db, input.city);
  const id = ctx.ids.uuid();
  await inTransaction(ctx, async (tx) => {
    await insertBatch(tx, {
      id,
      homeCity: input.city,
      createdBy: accountIdOf(ctx.actor),
      enterpriseId,
      filename: clip(withoutInvisible(input.filename.replace(/\p{Cc}/gu, " ")), 200),
      sourceName: name ? clip(name, 120) : null,
      sourceUrl: input.source?.url ?? null,
      repost: input.repost ?? false,
    });
    await recordAudit(tx, ctx, {
      action: "import.stage",
      subjectKind: "import",
      subjectId: id,
      city: input.city,
    });
  });
  return id;
}

const skippedOf = ({ info }: Staged) =>
  (info.sheets ?? []).flatMap(({ name, read, why }) => (read || !why ? [] : [{ name, why }]));

async function close(ctx: RequestContext, id: string, staged: Staged): Promise<ImportView> {
  const mapping = Object.fromEntries(
    staged.sheets.flatMap(({ layout }) =>
      layout.unnamed
        ? []
        : [
            [
              layout.sheet ?? "",
              Object.fromEntries(
                Object.entries(layout.mapping).map(([column, { field }]) => [column, field]),
              ),
            ],
          ],
    ),
  );
  return inTransaction(ctx, async (tx) => {
    const kinds = await countKinds(tx, id);
    const stored = Object.values(kinds).reduce((sum, n) => sum + n, 0);
    if (stored !== staged.rows) throw new Error(`${stored} of ${staged.rows} rows are stored`);
    await updateBatch(tx, id, {
      status: "staged",
      format: staged.info.format,
      encoding: staged.info.encoding ?? null,
      layout: jsonWithoutControls(staged.sheets),
      mapping: jsonWithoutControls(mapping),
      counts: JSON.stringify(staged.counts),
      skippedSheets: jsonWithoutControls(skippedOf(staged)),
      rowsStaged: staged.rows,
      rowsData: staged.counts.data ?? 0,
    });
    const batch = await lockBatch(tx, id);
    if (!batch) throw notFound();
    return presentImport(batch);
  });
}
