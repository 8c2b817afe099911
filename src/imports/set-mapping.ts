import type { Tx } from "../../db/client.ts";
import type { RequestContext } from "../platform/context.ts";
import { AppError, type FieldError, invalid } from "../platform/core/errors.ts";
import { databaseToday, inTransaction, recordAudit } from "../platform/core/store.ts";
import { saysNothing, validityFault } from "../postings/index.ts";
import { mappingOf, optionsOf, presentImport, sheetsOf } from "./present.ts";
import type { Field } from "./reading/index.ts";
import { JOINED } from "./reading/table/fields.ts";
import { requireOwn, requireStaged } from "./ready.ts";
import { type ImportView, MappingInput, ROW_KINDS } from "./schema.ts";
import { type Batch, lockBatch, selectBatch, updateBatch } from "./store/batches.ts";
import { countKinds, includeHidden, numberRepeats } from "./store/rows.ts";
import { requireStanding } from "./upload/owner.ts";

type Options = NonNullable<MappingInput["options"]>;
type Decided = Record<string, Record<string, string>>;

/** Fields to which several columns may be mapped. */
const SHARED = new Set<Field>(["ignored", "logo", "sequence", ...(Object.keys(JOINED) as Field[])]);

/**
 * Merges the given fields into the mapping. Throws INVALID_INPUT for an unknown sheet or column, or for a
 * second column of a field that allows one only.
 */
function merge(batch: Batch, given: Decided): Decided {
  const merged: Decided = {};
  const errors: FieldError[] = [];
  for (const sheet of sheetsOf(batch)) {
    const name = sheet.layout.sheet ?? "";
    // Without column names, a proposal is no mapping until a person confirms it.
    if (sheet.layout.unnamed && !given[name] && !batch.mapping?.[name]) continue;
    const stands = Object.fromEntries(
      Object.entries(mappingOf(batch, sheet)).map(([column, { field }]) => [column, field as string]),
    );
    for (const column of Object.keys(given[name] ?? {}))
      if (!(column in stands)) errors.push({ path: `mapping.${name}.${column}`, code: "UNKNOWN_COLUMN" });
    merged[name] = { ...stands, ...given[name] };
    const seen = new Set<string>();
    for (const [column, field] of Object.entries(merged[name])) {
      if (seen.has(field) && !SHARED.has(field as Field))
        errors.push({ path: `mapping.${name}.${column}`, code: "FIELD_TWICE" });
      seen.add(field);
    }
  }
  for (const name of Object.keys(given))
    if (!(name in merged)) errors.push({ path: `mapping.${name}`, code: "UNKNOWN_SHEET" });
  if (errors.length > 0) throw new AppError("INVALID_INPUT", { fields: errors });
  return merged;
}

/**
 * Merges the given employers of sheets into the saved ones. Throws INVALID_INPUT for an unknown sheet, or a
 * name that names nobody.
 */
function mergeEmployers(batch: Batch, given: Record<string, string>): Record<string, string> {
  const sheets = new Set(sheetsOf(batch).map(({ layout }) => layout.sheet ?? ""));
  for (const [sheet, name] of Object.entries(given)) {
    if (!sheets.has(sheet)) throw invalid(`options.employers.${sheet}`, "UNKNOWN_SHEET");
    if (name && saysNothing(name, "employer")) throw invalid(`options.employers.${sheet}`, "MISSING");
  }
  const merged = Object.entries({ ...optionsOf(batch).employers, ...given });
  return Object.fromEntries(merged.filter(([, name]) => name !== ""));
}

/** Makes hidden and struck-out rows rows of postings, or leaves them out again, and counts all rows anew. */
async function countHiddenRows(tx: Tx, batch: Batch, included: boolean): Promise<void> {
  await includeHidden(tx, batch.id, included);
  await numberRepeats(tx, batch.id);
  const kinds = await countKinds(tx, batch.id);
  const none = Object.fromEntries(ROW_KINDS.map((kind) => [kind, 0]));
  const counts = Object.entries({ ...batch.counts, ...none, ...kinds }).filter(([, n]) => n > 0);
  await updateBatch(tx, batch.id, {
    counts: JSON.stringify(Object.fromEntries(counts)),
    rowsData: kinds.data ?? 0,
  });
}

/** Returns the options without those that an enterprise's own sheet does not have. */
const ownOptions = ({ validThrough, fillDuties, hiddenRows }: Options): Options => ({
  ...(validThrough === undefined ? {} : { validThrough }),
  ...(fillDuties === undefined ? {} : { fillDuties }),
  ...(hiddenRows === undefined ? {} : { hiddenRows }),
});

/**
 * Saves the mapping and the options of an import, and discards an earlier dry run. Throws NOT_FOUND,
 * IMPORT_STATE unless staged, INVALID_INPUT with the fields.
 */
export async function setMapping(
  ctx: RequestContext,
  input: { id: string } & MappingInput,
): Promise<ImportView> {
  const { id, ...rest } = input;
  const { mapping, options = {} } = MappingInput.parse(rest);
  const fault = options.validThrough
    ? validityFault(options.validThrough, await databaseToday(ctx.db))
    : null;
  if (fault) throw invalid("options.validThrough", fault);
  return inTransaction(ctx, async (tx) => {
    const batch = requireStaged(requireOwn(ctx.actor, await lockBatch(tx, id)));
    await requireStanding(tx, batch);
    const { sourceName, repost, employers, ...completion } = batch.enterpriseId
      ? ownOptions(options)
      : options;
    const before = optionsOf(batch);
    const kept = Object.fromEntries(Object.entries(completion).filter(([, value]) => value !== undefined));
    const after = { ...before, ...kept, employers: mergeEmployers(batch, employers ?? {}) };
    const source = sourceName === undefined ? batch.sourceName : sourceName || null;
    if ((repost ?? batch.repost) && !source) throw invalid("options.sourceName", "MISSING");
    await updateBatch(tx, id, {
      mapping: JSON.stringify(merge(batch, mapping ?? {})),
      options: JSON.stringify(after),
      sourceName: source,
      repost: repost ?? batch.repost,
      plan: null,
    });
    if (after.hiddenRows !== before.hiddenRows) await countHiddenRows(tx, batch, after.hiddenRows);
    await recordAudit(tx, ctx, {
      action: "import.mapping",
      subjectKind: "import",
      subjectId: id,
      city: batch.homeCity,
    });
    return presentImport(requireOwn(ctx.actor, await selectBatch(tx, id)));
  });
}
