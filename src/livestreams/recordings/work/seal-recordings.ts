import { createHash } from "node:crypto";
import type { RequestContext } from "../../../platform/context.ts";
import { AppError } from "../../../platform/core/errors.ts";
import { requireSystem } from "../../../platform/core/guard.ts";
import { inTransaction, recordAudit } from "../../../platform/core/store.ts";
import { openFile, removeFile } from "../../../platform/files/index.ts";
import { tellLivestream } from "../../copies/telling/index.ts";
import { lockLivestream } from "../../livestream/index.ts";
import { type Evidence, markDeleted, markSealed, selectExpired, selectUnsealed } from "../store/evidence.ts";
import { deleteClips } from "../store/work.ts";

/** Recordings that one run seals or deletes. The next run, a minute later, goes on. */
const AT_ONCE = 20;

/** Returns true if the stored bytes still have the hash with which they were taken in. */
async function isIntact(ctx: RequestContext, { fileId, sha256 }: Evidence): Promise<boolean> {
  try {
    const { body } = await openFile(ctx, { id: fileId });
    const hash = createHash("sha256");
    for await (const piece of body as unknown as AsyncIterable<Uint8Array>) hash.update(piece);
    return hash.digest().equals(sha256);
  } catch (error) {
    if (error instanceof AppError && error.code === "NOT_FOUND") return false;
    throw error;
  }
}

const auditOf = (one: Evidence, action: "sealRecording" | "deleteRecording", more: object) => ({
  action: `livestream.${action}`,
  subjectKind: "livestream",
  subjectId: one.livestreamId,
  city: one.homeCity,
  detail: {
    recording: one.id,
    sha256: one.sha256.toString("hex"),
    size: one.size,
    startsAt: one.startsAt.toISOString(),
    keepUntil: one.keepUntil.toISOString(),
    ...more,
  },
});

/** Writes the hash of one recording into the audit, once. */
async function sealOne(ctx: RequestContext, one: Evidence): Promise<boolean> {
  const intact = await isIntact(ctx, one);
  if (!intact) ctx.log.error({ recording: one.id }, "a recording is not as it was taken in");
  return inTransaction(ctx, async (tx) => {
    if (!(await markSealed(tx, one.id, intact))) return false;
    await recordAudit(tx, ctx, auditOf(one, "sealRecording", { intact }));
    return true;
  });
}

/** Deletes the bytes of one recording whose term is over, with film and clips. Its row is the receipt. */
const deleteOne = (ctx: RequestContext, one: Evidence): Promise<boolean> =>
  inTransaction(ctx, async (tx) => {
    await lockLivestream(tx, one.livestreamId);
    const files = await markDeleted(tx, one.id);
    if (!files) return false;
    for (const id of [...files, ...(await deleteClips(tx, one.id))]) await removeFile(tx, id);
    await recordAudit(tx, ctx, auditOf(one, "deleteRecording", {}));
    await tellLivestream(tx, ctx, one.livestreamId);
    return true;
  });

/** Handles each, so that the failure of one delays no other. Then throws the first error. */
async function each(
  found: readonly Evidence[],
  handle: (one: Evidence) => Promise<boolean>,
): Promise<number> {
  const failures: unknown[] = [];
  let done = 0;
  for (const one of found)
    try {
      if (await handle(one)) done += 1;
    } catch (error) {
      failures.push(error);
    }
  if (failures.length > 0) throw failures[0];
  return done;
}

/**
 * Seals the recordings of livestreams that are over: their hashes go to the audit. Deletes recordings whose
 * term is over, with a receipt. It finds its work in the rows.
 */
export async function sealRecordings(ctx: RequestContext): Promise<void> {
  requireSystem(ctx.actor);
  const sealed = await each(await selectUnsealed(ctx.db, AT_ONCE), (one) => sealOne(ctx, one));
  const deleted = await each(await selectExpired(ctx.db, AT_ONCE), (one) => deleteOne(ctx, one));
  if (deleted > 0) ctx.ring("tasks");
  if (sealed + deleted > 0) ctx.log.info({ sealed, deleted }, "recordings were sealed and deleted");
}
