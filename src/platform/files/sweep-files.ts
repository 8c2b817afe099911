import type { RequestContext } from "../context.ts";
import type { FileBytes } from "./bytes.ts";
import { ownPlace } from "./own-place.ts";
import { eraseFile } from "./remove-files.ts";
import { abandonSilent, idsWithRow, knownPlaceId, noteUnknown, removedAfter, storedAfter } from "./store.ts";

const BATCH = 500;
const HOUR_MS = 3_600_000;
/** A writer that was silent for so long has ended. Younger partial files are left alone. */
const SILENT_MS = 6 * HOUR_MS;
/**
 * A whole file without a row is removed only after a week: its row may be lost because an older backup was
 * restored, or because the program was started on another database.
 */
const UNKNOWN_MS = 7 * 24 * HOUR_MS;
/** Number of ids that a log line names. */
const NAMED = 5;

export type SweepOptions = { silentMs?: number; unknownMs?: number };

/** Removed and missing files of one sweep. `unknown` files have no row, `missing` rows have no whole file. */
export type Swept = { abandoned: number; erased: number; partials: number; unknown: number; missing: number };

/** Calls `each` with the rows of all pages of a query by id, and returns the sum of its results. */
async function inPages<T>(
  page: (after: string | null) => Promise<T[]>,
  idOf: (row: T) => string,
  each: (row: T) => Promise<void>,
): Promise<number> {
  let rows = 0;
  for (let after: string | null = null; ; ) {
    const found = await page(after);
    for (const row of found) await each(row);
    rows += found.length;
    const last = found.at(-1);
    if (!last || found.length < BATCH) return rows;
    after = idOf(last);
  }
}

/**
 * Looks at all bytes of the place. Removes partial files without a row, and returns the ids of whole files
 * without one. A row is inserted before its file is created, and the file is listed before its row is read.
 */
async function withoutRow(
  ctx: RequestContext,
  place: FileBytes,
  before: Date,
): Promise<{ partials: number; whole: string[] }> {
  let partials = 0;
  const whole: string[] = [];
  let batch: { id: string; whole: boolean; changedAt: Date }[] = [];
  const look = async () => {
    const known = await idsWithRow(
      ctx.db,
      batch.map(({ id }) => id),
    );
    for (const entry of batch) {
      if (known.has(entry.id) || entry.changedAt > before) continue;
      if (entry.whole) whole.push(entry.id);
      else {
        await place.remove(entry.id);
        partials += 1;
      }
    }
    batch = [];
  };
  for await (const entry of place.list()) {
    batch.push(entry);
    if (batch.length === BATCH) await look();
  }
  await look();
  return { partials, whole };
}

/** Returns the number of whole files whose bytes are not there, and logs some of them as an error. */
async function countMissing(ctx: RequestContext, place: FileBytes): Promise<number> {
  const missing: string[] = [];
  await inPages(
    (after) => storedAfter(ctx.db, after, BATCH),
    ({ id }) => id,
    async ({ id, size }) => {
      if ((await place.size(id)) !== size) missing.push(id);
    },
  );
  if (missing.length > 0)
    ctx.log.error(
      { missing: missing.length, files: missing.slice(0, NAMED) },
      "files are missing on the disk",
    );
  return missing.length;
}

/**
 * Removes what has no use any more: files whose writers ended before they were whole, bytes of removed files,
 * and bytes without a row. Names files whose bytes are missing. Idempotent. Throws FILES_NOT_HERE if the
 * place belongs to another database.
 */
export async function sweepFiles(
  ctx: RequestContext,
  { silentMs = SILENT_MS, unknownMs = UNKNOWN_MS }: SweepOptions = {},
): Promise<Swept> {
  // Before its first file this database has none, and the folder may be that of another.
  if (!(await knownPlaceId(ctx.db))) return { abandoned: 0, erased: 0, partials: 0, unknown: 0, missing: 0 };
  const place = await ownPlace(ctx);
  const abandoned = await abandonSilent(ctx.db, silentMs);
  const erased = await inPages(
    (after) => removedAfter(ctx.db, after, BATCH),
    (id) => id,
    (id) => eraseFile(ctx, id),
  );
  const before = new Date(ctx.clock.now().getTime() - silentMs);
  const { partials, whole } = await withoutRow(ctx, place, before);
  const due = await noteUnknown(ctx.db, whole, unknownMs);
  for (const id of due) await place.remove(id);
  if (whole.length > due.length)
    ctx.log.warn({ files: whole.length - due.length }, "files without a row are removed after a week");
  const missing = await countMissing(ctx, place);
  const swept = { abandoned, erased, partials, unknown: due.length, missing };
  ctx.log.info(swept, "files swept");
  return swept;
}
