import type { RequestContext } from "../../platform/context.ts";
import type { Actor } from "../../platform/core/actor.ts";
import { AppError, invalid } from "../../platform/core/errors.ts";
import { requireOfficer } from "../../platform/core/guard.ts";
import { validityFault } from "../rules.ts";
import { idsOfImport, isDraft, type openForRepost } from "../store/bulk.ts";
import type { Selection, Skipped } from "./schema.ts";

/** Postings per transaction: few, so that row locks are short. */
const CHUNK = 500;

/** Throws unless the caller is an officer, or the program itself (command line). */
export function requireReviewer(actor: Actor): void {
  if (actor.kind !== "system") requireOfficer(actor);
}

/**
 * Returns the selected ids in chunks, one per transaction. Of an import, only the postings that the caller
 * may decide on.
 */
export async function chunksOf(
  ctx: RequestContext,
  selection: Selection,
  state: typeof openForRepost = isDraft,
): Promise<string[][]> {
  const ids = selection.importId
    ? await idsOfImport(ctx.db, ctx.actor, selection.importId, state)
    : [...new Set(selection.ids ?? [])].sort();
  const chunks: string[][] = [];
  for (let at = 0; at < ids.length; at += CHUNK) chunks.push(ids.slice(at, at + CHUNK));
  return chunks;
}

/** Throws INVALID_INPUT if a validity date for all selected postings is past or too far ahead. */
export function requireValidity(validThrough: string | null, today: string): void {
  const fault = validThrough === null ? null : validityFault(validThrough, today);
  if (fault) throw invalid("validThrough", fault);
}

/** Returns the code and the faulty fields of an AppError. Rethrows any other error. */
export function refusalOf(error: unknown): Omit<Skipped, "id"> {
  if (!(error instanceof AppError)) throw error;
  const { fields } = error.detail;
  return {
    code: error.code,
    ...(fields ? { fields: fields.map(({ path, code }) => ({ path, code })) } : {}),
  };
}
