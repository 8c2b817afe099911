import type { RequestContext } from "../platform/context.ts";
import { decodeCursor, encodeCursor, instantOf, type Page, uuidOf } from "../platform/core/cursor.ts";
import { AppError } from "../platform/core/errors.ts";
import { requireMemberOf, requireOfficer } from "../platform/core/guard.ts";
import { presentImport, presentRow } from "./present.ts";
import { requireOwn } from "./ready.ts";
import type { ImportRowView, ImportView, ListQuery, RowsQuery } from "./schema.ts";
import { type BatchesQuery, selectBatch, selectBatches } from "./store/batches.ts";
import { selectRows } from "./store/rows.ts";

/**
 * Returns an import of the officer's city or of the member's enterprise, with mapping, counts and progress.
 * Throws NOT_FOUND for all others.
 */
export async function getImport(ctx: RequestContext, input: { id: string }): Promise<ImportView> {
  return presentImport(requireOwn(ctx.actor, await selectBatch(ctx.db, input.id)));
}

/** Lists the imports of the officer's cities, newest first. Throws unless the caller is an officer. */
export async function listImports(ctx: RequestContext, page: ListQuery): Promise<Page<ImportView>> {
  const actor = requireOfficer(ctx.actor);
  const cities = actor.offices.filter((office) => office.county === null).map((office) => office.city);
  return pageOf(ctx, { cities }, page);
}

/** Lists an enterprise's own imports, newest first. Throws NOT_FOUND unless the caller is its member. */
export async function listOwnImports(
  ctx: RequestContext,
  { enterpriseId, ...page }: ListQuery & { enterpriseId: string },
): Promise<Page<ImportView>> {
  requireMemberOf(ctx.actor, enterpriseId);
  return pageOf(ctx, { enterpriseId }, page);
}

async function pageOf(
  ctx: RequestContext,
  of: BatchesQuery["of"],
  { cursor, limit }: ListQuery,
): Promise<Page<ImportView>> {
  const question = "enterpriseId" in of ? `imports of ${of.enterpriseId}` : "imports";
  const position = cursor ? decodeCursor(question, cursor, 2) : null;
  const found = await selectBatches(ctx.db, {
    of,
    after: position && { createdAt: instantOf(position[0]), id: uuidOf(position[1]) },
    limit,
  });
  const rows = found.slice(0, limit);
  const last = found.length > limit ? rows.at(-1) : undefined;
  return {
    items: rows.map(presentImport),
    nextCursor: last ? encodeCursor(question, [last.key, last.id]) : null,
  };
}

/**
 * Lists the rows of an import in file order: all, or those of one kind, plan, outcome or reason. Throws
 * NOT_FOUND unless the import is the caller's.
 */
export async function listImportRows(
  ctx: RequestContext,
  input: { id: string } & RowsQuery,
): Promise<Page<ImportRowView>> {
  const batch = requireOwn(ctx.actor, await selectBatch(ctx.db, input.id));
  const { id: _id, ...given } = input;
  const { cursor, limit, ...filter } = given;
  const question = JSON.stringify(["import rows", batch.id, filter]);
  const after = cursor ? decodeCursor(question, cursor, 1)[0] : null;
  if (after !== null && (typeof after !== "number" || !Number.isInteger(after)))
    throw new AppError("CURSOR_INVALID", { fields: [{ path: "cursor", code: "CURSOR_INVALID" }] });
  const found = await selectRows(ctx.db, { importId: batch.id, ...filter, after, limit });
  const rows = found.slice(0, limit);
  const last = found.length > limit ? rows.at(-1) : undefined;
  return {
    items: rows.map(presentRow),
    nextCursor: last ? encodeCursor(question, [last.position]) : null,
  };
}
