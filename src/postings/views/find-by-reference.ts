import type { RequestContext } from "../../platform/context.ts";
import { AppError, notFound } from "../../platform/core/errors.ts";
import { selectByReference } from "../store/references.ts";
import { getPosting } from "./get-posting.ts";

/**
 * Returns the id of the posting with this reference: the last eight characters of its id, in any case. Throws
 * NOT_FOUND if no posting or several have it, or the reader may not see it. A closed posting is found, too.
 */
export async function findByReference(
  ctx: Pick<RequestContext, "db" | "scope">,
  reference: string,
): Promise<string> {
  if (!/^[0-9a-f]{8}$/i.test(reference)) throw notFound();
  const [id, ...others] = await selectByReference(ctx.db, reference.toLowerCase());
  if (!id || others.length > 0) throw notFound();
  try {
    await getPosting(ctx, id);
  } catch (error) {
    if (!(error instanceof AppError) || error.code === "NOT_FOUND") throw error;
  }
  return id;
}
