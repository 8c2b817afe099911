import type { Actor } from "../platform/core/actor.ts";
import { AppError, type FieldError, notFound } from "../platform/core/errors.ts";
import { isMemberOf, isOfficerOf } from "../platform/core/guard.ts";
import { mappingOf, optionsOf, sheetsOf } from "./present.ts";
import type { Batch } from "./store/batches.ts";
import type { StagedSheet } from "./upload/stage-rows.ts";

/**
 * Returns the batch for an officer of its city; an enterprise's own sheet for its members. Throws NOT_FOUND
 * for all others.
 */
export function requireOwn(actor: Actor, batch: Batch | undefined): Batch {
  if (!batch) throw notFound();
  const { enterpriseId, homeCity } = batch;
  const own = enterpriseId === null ? isOfficerOf(actor, homeCity) : isMemberOf(actor, enterpriseId);
  if (!own) throw notFound();
  return batch;
}

export function requireStaged(batch: Batch): Batch {
  if (batch.status !== "staged") throw new AppError("IMPORT_STATE", { facts: { status: batch.status } });
  return batch;
}

/** Returns true if only a person can know what the columns of a sheet mean, and nobody has said it. */
const isUnconfirmed = ({ mapping }: Batch, { layout }: StagedSheet): boolean =>
  layout.unnamed === true && mapping?.[layout.sheet ?? ""] === undefined;

/**
 * Returns the batch if it is staged and a sheet's mapping has columns for title and employer. Titles of a
 * sheet, or a person, may name the employer instead; an enterprise's own sheet needs none. The columns of a
 * sheet without a header must have been confirmed by a person. Throws IMPORT_STATE or
 * IMPORT_MAPPING_INCOMPLETE.
 */
export function requireReady(batch: Batch): Batch {
  requireStaged(batch);
  if (sheetsOf(batch).some((sheet) => isUnconfirmed(batch, sheet)))
    throw new AppError("IMPORT_MAPPING_INCOMPLETE", { fields: [{ path: "mapping", code: "UNCONFIRMED" }] });
  const named = batch.enterpriseId !== null || (batch.counts.employerNamed ?? 0) > 0;
  const gaps = sheetsOf(batch).map((sheet) => {
    const fields = new Set(Object.values(mappingOf(batch, sheet)).map(({ field }) => field));
    const all = optionsOf(batch).employers[sheet.layout.sheet ?? ""] !== undefined;
    const wanted = (["title", "enterpriseName"] as const).filter(
      (field) => !fields.has(field) && !(field === "enterpriseName" && (named || all)),
    );
    return wanted.map((field): FieldError => ({ path: `mapping.${field}`, code: "MISSING" }));
  });
  if (gaps.some((fields) => fields.length === 0)) return batch;
  throw new AppError("IMPORT_MAPPING_INCOMPLETE", { fields: gaps[0] ?? [] });
}
