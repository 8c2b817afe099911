import type { RequestContext } from "../../platform/context.ts";
import { requireOfficer } from "../../platform/core/guard.ts";
import { mappingOf, sheetsOf } from "../present.ts";
import type { Field } from "../reading/index.ts";
import type { ImportRowView } from "../schema.ts";
import { selectBatch } from "../store/batches.ts";
import { selectRowOf } from "../store/rows-of-postings.ts";

/** A row of a file from which a posting was read. */
export type OriginalRow = {
  importId: string;
  filename: string;
  importedAt: string;
  sheet: string;
  row: number;
  /** The filled cells in the order of the columns, each with its column and the field that it filled. */
  cells: { name: string; text: string; field: Field }[];
  reasons: ImportRowView["reasons"];
};

/**
 * Returns the row from which a posting was read last, to officers of the city that imported it; null without
 * one. The caller must have checked that the officer may read the posting.
 */
export async function originalRowOf(ctx: RequestContext, postingId: string): Promise<OriginalRow | null> {
  const { offices } = requireOfficer(ctx.actor);
  const row = await selectRowOf(
    ctx.db,
    postingId,
    offices.map(({ city }) => city),
  );
  const batch = row ? await selectBatch(ctx.db, row.importId) : undefined;
  if (!row || !batch) return null;
  const sheet = sheetsOf(batch).find(({ layout }) => (layout.sheet ?? "") === row.sheet);
  const mapping = sheet ? mappingOf(batch, sheet) : {};
  return {
    importId: batch.id,
    filename: batch.filename,
    importedAt: (batch.finishedAt ?? batch.createdAt).toISOString(),
    sheet: row.sheet,
    row: row.rowNo,
    cells: row.cells.flatMap((text, column) =>
      text.trim()
        ? [{ name: sheet?.layout.header[column] ?? "", text, field: mapping[column]?.field ?? "ignored" }]
        : [],
    ),
    reasons: row.reasons,
  };
}
