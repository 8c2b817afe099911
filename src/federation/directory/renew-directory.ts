import type { RequestContext } from "../../platform/context.ts";
import { invalid } from "../../platform/core/errors.ts";
import { requireSystem } from "../../platform/core/guard.ts";
import { inTransaction, recordAudit } from "../../platform/core/store.ts";
import { lockKeys, selectOwnIdentities, upsertIdentity } from "../keys/index.ts";
import type { NoteSigner } from "../notes/index.ts";
import { publishDirectory } from "./publish.ts";
import type { Directory } from "./schema.ts";

/**
 * Signs this node's directory again, with its present keys. `url` moves the node to another address. Throws
 * INVALID_INPUT before any city has its keys, and with the cities whose root is missing.
 */
export async function renewDirectory(
  ctx: RequestContext,
  { roots, days, url }: { roots: readonly NoteSigner[]; days: number; url?: string | undefined },
): Promise<Directory> {
  requireSystem(ctx.actor);
  return inTransaction(ctx, async (tx) => {
    await lockKeys(tx);
    const own = await selectOwnIdentities(tx);
    if (own.length === 0) throw invalid("city", "NOT_INITIALISED");
    for (const { federation: _, ...identity } of own)
      if (url && url !== identity.url) await upsertIdentity(tx, { ...identity, url });
    const directory = await publishDirectory(tx, { roots, days });
    for (const { city } of own)
      await recordAudit(tx, ctx, {
        action: "federation.directory",
        subjectKind: "city",
        subjectId: city,
        city,
        detail: { url: directory.url, validUntil: directory.validUntil },
      });
    return directory;
  });
}
