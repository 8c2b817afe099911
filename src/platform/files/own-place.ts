import type { RequestContext } from "../context.ts";
import { AppError } from "../core/errors.ts";
import { type FileBytes, placeOf } from "./bytes.ts";
import { placeId } from "./store.ts";

/** Places that belong to the database of this process. */
const owned = new WeakSet<FileBytes>();

/**
 * Returns the place of the files if it belongs to this database. A place without a mark becomes its own. To
 * write into the place of another database, or to sweep it, would lose files of one of them.
 * Throws FILES_NOT_HERE if it belongs to another database, and without a place.
 */
export async function ownPlace(
  ctx: Pick<RequestContext, "db" | "files" | "ids" | "log">,
): Promise<FileBytes> {
  const place = placeOf(ctx);
  if (owned.has(place)) return place;
  if (!(await place.claim(await placeId(ctx.db, ctx.ids.uuid())))) {
    ctx.log.error({}, "the folder of files belongs to another database: set FILES_DIR");
    throw new AppError("FILES_NOT_HERE");
  }
  owned.add(place);
  return place;
}
