import type { RequestContext } from "../../../platform/context.ts";
import { orNotFound } from "../../../platform/core/errors.ts";
import type { PushAddress } from "../schema.ts";
import { closeTake, selectSources, writeMain } from "../store/sources.ts";
import { changeSources } from "./change-sources.ts";
import { makeKey } from "./make-key.ts";

/**
 * Makes a new key for the publisher of a livestream. The former key and its take end with it, and the next
 * look cuts the former publisher off. Throws NOT_FOUND unless publishers send to the own server, else as
 * changeSources does.
 */
export async function reissueKey(
  ctx: RequestContext,
  { livestreamId }: { livestreamId: string },
): Promise<PushAddress> {
  return changeSources(ctx, { livestreamId, action: "key" }, async (tx, { endsAt }) => {
    const sources = await selectSources(tx, [livestreamId]);
    const { id, name: former } = orNotFound(sources.find(({ kind }) => kind === "server"));
    const streams = orNotFound(ctx.config.streams);
    const { name, keyHash, push } = await makeKey(ctx, { streams, name: former, endsAt });
    await closeTake(tx, livestreamId, "key");
    await writeMain(tx, { id, livestreamId, kind: "server", name, keyHash });
    return push;
  });
}
