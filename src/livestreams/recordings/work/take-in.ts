import type { RequestContext } from "../../../platform/context.ts";
import { notFound } from "../../../platform/core/errors.ts";
import { keepFile, putFile } from "../../../platform/files/index.ts";
import { insertFound, selectKnown } from "../store/found.ts";
import { type HeldFile, holdFound, markTaken } from "../store/work.ts";
import { flvLengthMs, listRecorded, openRecorded, removeRecorded, streamOf } from "./folder.ts";
import { RecordingError, workOn } from "./hold.ts";

/**
 * Finds files in the folder of the streaming server: those whose callback was lost become recordings, and
 * those that are taken in already are removed. So a kill or an absence at any moment loses nothing. A file
 * under a name that no take has is left alone.
 */
export async function findRecorded(ctx: RequestContext, folder: string): Promise<void> {
  const files = await listRecorded(folder, ctx.clock.now().getTime());
  if (files.length === 0) return;
  const names = files.map(({ fileName }) => fileName);
  const known = new Map((await selectKnown(ctx.db, names)).map((row) => [row.fileName, row]));
  for (const { quiet, ...file } of files) {
    const before = known.get(file.fileName);
    if (before?.taken) await removeRecorded(folder, file.fileName);
    if (!before && quiet) await insertFound(ctx.db, { id: ctx.ids.uuid(), ...file, client: null });
  }
}

/**
 * Copies one file into the place of files. From the commit on it is evidence: hashed, and kept for the term.
 * The file of the streaming server goes last.
 */
async function takeOne(ctx: RequestContext, held: HeldFile, folder: string): Promise<void> {
  const file = await openRecorded(folder, held.fileName);
  if (!file) throw new RecordingError("missing", "the file is not in the folder");
  try {
    const { size } = await file.stat();
    if (size === 0) throw new RecordingError("empty", "the file is empty");
    const lengthMs = await flvLengthMs(file, size);
    await putFile(ctx, {
      use: "recording",
      owner: { kind: "livestream", id: held.livestreamId },
      body: streamOf(file, size),
      bytes: size,
      async within(tx, { id: fileId, sha256 }) {
        const { years } = ctx.config.recordings;
        const keepUntil = await markTaken(tx, { ...held, fileId, sha256, size, lengthMs, years });
        if (!keepUntil) throw notFound();
        await keepFile(tx, fileId, keepUntil);
      },
    });
  } finally {
    await file.close();
  }
  if (!(await removeRecorded(folder, held.fileName)))
    ctx.log.warn({ recording: held.id }, "a recorded file cannot be removed from the folder");
}

/** Takes in the recorded files of a folder that wait. Returns their number. */
export const takeRecordings = (ctx: RequestContext, folder: string): Promise<number> =>
  workOn(
    ctx,
    () => holdFound(ctx.db),
    (held) => takeOne(ctx, held, folder),
  );
