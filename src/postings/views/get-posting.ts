import type { RequestContext } from "../../platform/context.ts";
import { AppError, orNotFound } from "../../platform/core/errors.ts";
import type { PostingView } from "../schema.ts";
import { type PublicRow, selectPublic } from "../store/views.ts";
import { toView } from "./present.ts";

/**
 * Returns a published posting for this reader, in one statement.
 * Throws NOT_FOUND if it was never published or the reader may not see it, GONE if it was closed or
 * withdrawn, POSTING_EXPIRED after its last day.
 * GONE and POSTING_EXPIRED carry title, employer and date, so that the page of an old link can show what the
 * posting was.
 */
export async function getPosting(
  ctx: Pick<RequestContext, "db" | "scope">,
  id: string,
): Promise<PostingView> {
  const row = orNotFound(await selectPublic(ctx.db, id, ctx.scope));
  if (row.status === "published" && !row.expired) return toView(row);
  throw pastError(row);
}

/**
 * Returns a posting as this reader saw it last, also after its last day or its closing. Throws as getPosting
 * does otherwise: an edit that withdrew a posting may have changed what was shown.
 */
export async function getPostingAsShown(
  ctx: Pick<RequestContext, "db" | "scope">,
  id: string,
): Promise<PostingView> {
  const row = orNotFound(await selectPublic(ctx.db, id, ctx.scope));
  if (row.status === "published" || row.status === "closed") return toView(row);
  throw pastError(row);
}

/** Returns the error for a posting that is no longer public. */
function pastError(row: PublicRow): AppError {
  const facts = {
    title: row.title,
    employer: row.employerName,
    validThrough: row.validThrough ?? "",
    ...(row.city ? { city: row.city } : {}),
    ...(row.occupation ? { occupation: row.occupation } : {}),
  };
  return new AppError(row.status === "published" ? "POSTING_EXPIRED" : "GONE", { facts });
}
