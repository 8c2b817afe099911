import type { RequestContext } from "../../platform/context.ts";
import { AppError, orNotFound } from "../../platform/core/errors.ts";
import { toView } from "../present.ts";
import type { PostingView } from "../schema.ts";
import { selectPublic } from "../store/views.ts";

/**
 * A published posting as this reader may see it, in one statement. Errors: NOT_FOUND for what was never published or is
 * another agreement's; GONE once it is closed or taken off; POSTING_EXPIRED from the instant its last day ends. The
 * last two carry title, employer and date as facts, so that an old link says what it was.
 */
export async function getPosting(
  ctx: Pick<RequestContext, "db" | "scope">,
  id: string,
): Promise<PostingView> {
  const row = orNotFound(await selectPublic(ctx.db, id, ctx.scope));
  if (row.status === "published" && !row.expired) return toView(row);
  const facts = {
    title: row.title,
    employer: row.employerName,
    validThrough: row.validThrough ?? "",
    ...(row.city ? { city: row.city } : {}),
    ...(row.occupation ? { occupation: row.occupation } : {}),
  };
  throw new AppError(row.status === "published" ? "POSTING_EXPIRED" : "GONE", { facts });
}
