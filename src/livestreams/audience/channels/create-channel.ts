import { addChannel, type ChannelInput } from "../../../channels/index.ts";
import type { RequestContext } from "../../../platform/context.ts";
import { orNotFound } from "../../../platform/core/errors.ts";
import { isOfficerOf } from "../../../platform/core/guard.ts";
import { inTransaction, recordAudit } from "../../../platform/core/store.ts";
import { controlledLivestream } from "../../livestream/index.ts";

/**
 * Creates a channel of a livestream for the caller's city: an address whose visits and results are counted.
 * Throws NOT_FOUND unless the caller is an officer of an organising city.
 */
export async function createLivestreamChannel(
  ctx: RequestContext,
  { livestreamId, ...input }: ChannelInput & { livestreamId: string },
): Promise<{ id: string; code: string }> {
  const { cities } = await controlledLivestream(ctx, livestreamId);
  const { city } = orNotFound(cities.find((one) => isOfficerOf(ctx.actor, one.city)));
  return inTransaction(ctx, async (tx) => {
    const event = { kind: "livestream", id: livestreamId } as const;
    const { id, code } = await addChannel(tx, ctx, { ...input, event, city });
    const subject = { subjectKind: "livestream", subjectId: livestreamId, city };
    await recordAudit(tx, ctx, { action: "livestream.channel", ...subject, detail: { channel: id, code } });
    return { id, code };
  });
}
