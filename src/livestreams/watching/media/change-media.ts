import type { Tx } from "../../../../db/client.ts";
import type { RequestContext } from "../../../platform/context.ts";
import { AppError, notFound, orNotFound } from "../../../platform/core/errors.ts";
import { requireOfficerOf } from "../../../platform/core/guard.ts";
import { inTransaction, recordAudit } from "../../../platform/core/store.ts";
import { removeFile } from "../../../platform/files/index.ts";
import { tellLivestream } from "../../copies/telling/index.ts";
import { controlledLivestream, lockLivestream } from "../../livestream/index.ts";
import type { MediaUse } from "./schema.ts";
import { deleteMedia } from "./store.ts";

/**
 * Throws NOT_FOUND unless the caller is an officer of the home city, LIVESTREAM_STATE for a cancelled
 * livestream. Runs before a file is read.
 */
export async function requireMediaEditor(ctx: RequestContext, id: string): Promise<void> {
  const { control, phase } = await controlledLivestream(ctx, id);
  if (!control?.edits) throw notFound();
  if (phase === "cancelled") throw new AppError("LIVESTREAM_STATE", { facts: { phase } });
}

/**
 * Replaces the poster or the captions of a livestream in a transaction, with its audit row. Removes the
 * former file; the caller rings `tasks` after the commit. Throws as `requireMediaEditor` does.
 */
export async function replaceMedia(
  tx: Tx,
  ctx: RequestContext,
  { id, use, action }: { id: string; use: MediaUse; action: string },
  write: () => Promise<void>,
): Promise<void> {
  const livestream = orNotFound(await lockLivestream(tx, id));
  requireOfficerOf(ctx.actor, livestream.homeCity);
  if (livestream.status === "cancelled")
    throw new AppError("LIVESTREAM_STATE", { facts: { phase: "cancelled" } });
  const former = await deleteMedia(tx, id, use);
  if (former) await removeFile(tx, former);
  await write();
  await recordAudit(tx, ctx, {
    action: `livestream.${action}`,
    subjectKind: "livestream",
    subjectId: id,
    city: livestream.homeCity,
    detail: { use },
  });
  if (use === "poster") await tellLivestream(tx, ctx, id);
}

/** Replaces the poster or the captions as `replaceMedia` does, without a new file. */
export async function changeMedia(
  ctx: RequestContext,
  asked: { id: string; use: MediaUse; action: string },
  write: (tx: Tx) => Promise<void>,
): Promise<void> {
  await requireMediaEditor(ctx, asked.id);
  await inTransaction(ctx, (tx) => replaceMedia(tx, ctx, asked, () => write(tx)));
  ctx.ring("tasks");
}
