import { type Field, type Mapping, proposeEmployer } from "./reading/index.ts";
import type { SheetReader } from "./rows/reader.ts";
import type { ImportOptions, ImportRowView, ImportView } from "./schema.ts";
import type { Batch } from "./store/batches.ts";
import type { ShownRow } from "./store/rows.ts";
import type { SheetOwner } from "./upload/owner.ts";
import type { StagedSheet } from "./upload/stage-rows.ts";

/** Returns the sheets of a staged file, as staging stored them. */
export const sheetsOf = (batch: Pick<Batch, "layout">): StagedSheet[] =>
  (batch.layout ?? []) as StagedSheet[];

export function optionsOf(batch: Pick<Batch, "options">): ImportOptions {
  const given = batch.options as Partial<ImportOptions>;
  return {
    validThrough: given.validThrough ?? null,
    fillDuties: given.fillDuties ?? false,
    publish: given.publish ?? false,
    hiddenRows: given.hiddenRows ?? false,
    employers: given.employers ?? {},
  };
}

/** Returns the mapping of a sheet: for each column the field that a person saved, else the proposed one. */
export function mappingOf(batch: Pick<Batch, "mapping">, { layout }: StagedSheet): Mapping {
  const decided = batch.mapping?.[layout.sheet ?? ""] ?? {};
  return Object.fromEntries(
    Object.entries(layout.mapping).map(([column, proposed]) => [
      column,
      { ...proposed, field: (decided[column] as Field | undefined) ?? proposed.field },
    ]),
  );
}

/**
 * Returns what is needed to read each sheet of an import, by sheet name ("" without sheets). `owner` brought
 * an own sheet.
 */
export function readersOf(batch: Batch, owner: SheetOwner | null): Map<string, SheetReader> {
  return new Map(
    sheetsOf(batch).map((sheet) => [
      sheet.layout.sheet ?? "",
      {
        mapping: mappingOf(batch, sheet),
        header: sheet.layout.header,
        width: Math.max(sheet.layout.header.length, ...sheet.layout.headerCells.map((cells) => cells.length)),
        delimited: batch.format === "csv",
        addressed: batch.format !== "jsonld",
        readsStruck: optionsOf(batch).hiddenRows,
        employer: optionsOf(batch).employers[sheet.layout.sheet ?? ""] ?? null,
        owner: owner && { name: owner.name, nameKey: owner.nameKey },
      },
    ]),
  );
}

export function presentImport(batch: Batch): ImportView {
  return {
    id: batch.id,
    city: batch.homeCity,
    enterpriseId: batch.enterpriseId,
    filename: batch.filename,
    sourceName: batch.sourceName,
    sourceUrl: batch.sourceUrl,
    repost: batch.repost,
    format: batch.format,
    encoding: batch.encoding,
    status: batch.status,
    error: batch.error as ImportView["error"],
    sheets: sheetsOf(batch).map((sheet) => presentSheet(batch, sheet)),
    skippedSheets: (batch.skippedSheets ?? []) as ImportView["skippedSheets"],
    options: optionsOf(batch),
    counts: batch.counts,
    rows: { staged: batch.rowsStaged, data: batch.rowsData, done: batch.rowsDone },
    plan: batch.plan as ImportView["plan"],
    result: batch.result as ImportView["result"],
    createdAt: batch.createdAt.toISOString(),
    finishedAt: batch.finishedAt?.toISOString() ?? null,
  };
}

/** Returns the employer to propose for all rows of a sheet without a column of employers, or null. */
function proposedEmployer({ layout, named = [] }: StagedSheet, mapping: Mapping): string | null {
  if (Object.values(mapping).some(({ field }) => field === "enterpriseName") || named.length > 1) return null;
  return named[0] ?? proposeEmployer(layout.titles, layout.sheet ?? "");
}

/** Shortest average of a column's samples, in characters, that is a description and no name. */
const LONG_CHARS = 16;

const isLong = (samples: string[] = []): boolean =>
  samples.some((text) => /[\p{Script=Han}]{6}/u.test(text)) &&
  samples.reduce((sum, text) => sum + text.length, 0) >= samples.length * LONG_CHARS;

function presentSheet(batch: Batch, sheet: StagedSheet): ImportView["sheets"][number] {
  const { layout, samples } = sheet;
  const mapping = mappingOf(batch, sheet);
  const name = layout.sheet ?? "";
  return {
    sheet: name,
    employer: optionsOf(batch).employers[name] ?? null,
    employerProposed: batch.enterpriseId === null ? proposedEmployer(sheet, mapping) : null,
    unnamed: layout.unnamed ?? false,
    headerRow: layout.headerRow,
    titles: layout.titles,
    columns: Object.entries(layout.mapping).map(([column, proposed]) => ({
      column: Number(column),
      name: layout.header[Number(column)] ?? "",
      field: mapping[Number(column)]?.field ?? "ignored",
      proposed: proposed.field,
      confidence: proposed.confidence,
      hidden: layout.hiddenColumns?.includes(Number(column)) ?? false,
      longIgnored: isLong(samples[Number(column)]) && mapping[Number(column)]?.field === "ignored",
      samples: samples[Number(column)] ?? [],
    })),
  };
}

export const presentRow = ({ rowNo, ...row }: ShownRow): ImportRowView =>
  ({ ...row, row: rowNo }) as ImportRowView;
