import type { RequestContext } from "../../platform/context.ts";
import type { Actor } from "../../platform/core/actor.ts";
import { AppError, invalid } from "../../platform/core/errors.ts";
import { requireOfficer } from "../../platform/core/guard.ts";
import { validityFault } from "../rules.ts";
import { idsOfImport, isDraft, type openForRepost } from "../store/bulk.ts";
import type { Selection } from "./schema.ts";

/** Postings of one transaction: small enough that nobody waits long for a row. */
const CHUNK = 500;

/** Work for a whole sheet is an officer's, or the program's own (the command line). */
export function requireDesk(actor: Actor): void {
  if (actor.kind !== "system") requireOfficer(actor);
}

/** The chosen ids, cut into transactions. An import of another city has none. */
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

/** A date for a whole sheet must stand by itself. */
export function requireValidity(validThrough: string | null, today: string): void {
  const fault = validThrough === null ? null : validityFault(validThrough, today);
  if (fault) throw invalid("validThrough", fault);
}

/** The code of a refusal; anything else is a defect and goes on. */
export function refusalCode(error: unknown): string {
  if (error instanceof AppError) return error.code;
  throw error;
}
