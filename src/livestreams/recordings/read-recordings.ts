import type { RequestContext } from "../../platform/context.ts";
import { orNotFound } from "../../platform/core/errors.ts";
import { controlledLivestream } from "../livestream/index.ts";
import type { FilmState, RecordingList } from "./schema.ts";
import { type RecordingRow, selectRecordings, selectWhole } from "./store/shown.ts";

const iso = (at: Date | null) => at?.toISOString() ?? null;

function filmState({ cut, film }: RecordingRow, cuts: boolean): FilmState {
  if (film) return "ready";
  if (cut) return "none";
  return cuts ? "waiting" : "absent";
}

/**
 * Lists the recordings of a livestream, at most 100: also hidden ones, and receipts of deleted ones. Throws
 * NOT_FOUND unless the caller is an officer of an organising city.
 */
export async function listRecordings(ctx: RequestContext, { id }: { id: string }): Promise<RecordingList> {
  await controlledLivestream(ctx, id);
  const cuts = ctx.config.recordings.ffmpeg !== null;
  const rows = await selectRecordings(ctx.db, id);
  return {
    items: rows.map((row) => ({
      id: row.id,
      fileName: row.fileName,
      startsAt: row.startsAt.toISOString(),
      lengthMs: row.lengthMs,
      size: row.size,
      sha256: row.sha256?.toString("hex") ?? null,
      fault: row.fault,
      takenAt: iso(row.takenAt),
      film: filmState(row, cuts),
      sealedAt: iso(row.sealedAt),
      keepUntil: iso(row.keepUntil),
      hidden: row.hiddenAt && { at: row.hiddenAt.toISOString(), reason: row.hiddenReason ?? "" },
      deletedAt: iso(row.deletedAt),
    })),
  };
}

/**
 * Returns the file of a whole recording, for an officer to save. Throws NOT_FOUND unless the caller is an
 * officer of an organising city, and after the bytes were deleted.
 */
export async function recordingFile(
  ctx: RequestContext,
  { id, recordingId }: { id: string; recordingId: string },
): Promise<{ fileId: string; fileName: string }> {
  await controlledLivestream(ctx, id);
  return orNotFound(await selectWhole(ctx.db, { livestreamId: id, recordingId }));
}
