import type { RequestContext } from "../../platform/context.ts";
import { invalid } from "../../platform/core/errors.ts";
import { requireSystem } from "../../platform/core/guard.ts";
import { inTransaction, recordAudit } from "../../platform/core/store.ts";
import { deleteNextKeys, endActiveKeys, lockKeys, makeKey, promoteKeys, selectKeys } from "../keys/index.ts";
import type { NoteSigner } from "../notes/index.ts";
import { insertKeys } from "./init-city.ts";
import { publishDirectory } from "./publish.ts";
import type { Directory } from "./schema.ts";

/** Days before a new key takes effect, so that every peer has read the directory that names it. */
export const AHEAD_DAYS = 7;

/**
 * Makes the next node keys of a hosted city and publishes them. They take effect in AHEAD_DAYS days, or at
 * once with `revoke`, which also ends the present keys. Throws INVALID_INPUT for a city without keys.
 */
export async function rotateKeys(
  ctx: RequestContext,
  input: { city: string; roots: readonly NoteSigner[]; days: number; revoke: boolean },
): Promise<Directory> {
  requireSystem(ctx.actor);
  const { city, revoke } = input;
  const keys = [await makeKey("sign"), await makeKey("encrypt")];
  return inTransaction(ctx, async (tx) => {
    await lockKeys(tx);
    await promoteKeys(tx);
    if ((await selectKeys(tx, city)).length === 0) throw invalid("city", "NOT_INITIALISED");
    await deleteNextKeys(tx, city);
    const revoked = revoke ? await endActiveKeys(tx, city, "revoked") : [];
    await insertKeys(tx, ctx, { city, keys, inDays: revoke ? 0 : AHEAD_DAYS });
    const directory = await publishDirectory(tx, input);
    await recordAudit(tx, ctx, {
      action: revoke ? "federation.revoke" : "federation.rotate",
      subjectKind: "city",
      subjectId: city,
      city,
      detail: { kids: keys.map(({ kid }) => kid), revoked },
    });
    return directory;
  });
}
