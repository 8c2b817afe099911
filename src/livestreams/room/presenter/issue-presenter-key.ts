import type { RequestContext } from "../../../platform/context.ts";
import { AppError, orNotFound } from "../../../platform/core/errors.ts";
import { inTransaction, recordAudit } from "../../../platform/core/store.ts";
import { randomToken, sha256 } from "../../../platform/core/vault.ts";
import { isOver, lockLivestream, phaseOf, requireControl } from "../../livestream/index.ts";
import { writePresenterKey } from "../store/settings.ts";

/** Bytes of a key: 128 bits. */
const KEY_BYTES = 16;

/**
 * Makes a key for the presenter's page, which opens without signing in. A former key no longer opens it. Only
 * this answer holds the key; the database gets its hash. Throws NOT_FOUND unless the caller is an officer of
 * an organising city, LIVESTREAM_STATE for a livestream that is over or cancelled.
 */
export async function issuePresenterKey(
  ctx: RequestContext,
  { id }: { id: string },
): Promise<{ key: string }> {
  const key = randomToken(KEY_BYTES);
  const hash = await sha256(key);
  await inTransaction(ctx, async (tx) => {
    const livestream = orNotFound(await lockLivestream(tx, id));
    requireControl(ctx.actor, livestream);
    const { now, homeCity: city, status } = livestream;
    if (status === "cancelled" || isOver(livestream, now))
      throw new AppError("LIVESTREAM_STATE", { facts: { phase: phaseOf(livestream, now) } });
    await writePresenterKey(tx, id, hash);
    const subject = { subjectKind: "livestream", subjectId: id, city };
    await recordAudit(tx, ctx, { action: "livestream.presenterKey", ...subject });
  });
  return { key };
}
