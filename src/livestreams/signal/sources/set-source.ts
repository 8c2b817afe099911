import type { RequestContext } from "../../../platform/context.ts";
import { invalid } from "../../../platform/core/errors.ts";
import { requireAddress } from "../../livestream/index.ts";
import { SourceInput, type SourceSet } from "../schema.ts";
import { closeTake, writeMain } from "../store/sources.ts";
import { changeSources } from "./change-sources.ts";
import { makeKey } from "./make-key.ts";

/**
 * Sets the source of a livestream's picture in place of the former one, whose take ends. For the own server,
 * the answer holds the push address with its key, and no other answer does. Throws INVALID_INPUT for an
 * address that cannot be one, and for the own server if there is none, else as changeSources does.
 */
export async function setSource(
  ctx: RequestContext,
  { livestreamId, ...given }: { livestreamId: string } & SourceInput,
): Promise<SourceSet> {
  const input = SourceInput.parse(given);
  const { streams } = ctx.config;
  const detail = { kind: input.kind };
  return changeSources(ctx, { livestreamId, action: "source", detail }, async (tx, { endsAt }) => {
    const id = ctx.ids.uuid();
    const url = input.kind === "address" ? requireAddress(ctx, input.url) : null;
    await closeTake(tx, livestreamId, "source");
    if (url !== null) {
      await writeMain(tx, { id, livestreamId, kind: "address", url });
      return { kind: "address" as const, push: null };
    }
    if (!streams) throw invalid("kind", "NO_SERVER");
    const { name, keyHash, push } = await makeKey(ctx, { streams, name: null, endsAt });
    await writeMain(tx, { id, livestreamId, kind: "server", name, keyHash });
    return { kind: "server" as const, push };
  });
}
