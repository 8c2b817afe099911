import { addChannel, type ChannelInput } from "../../channels/index.ts";
import type { RequestContext } from "../../platform/context.ts";
import { orNotFound } from "../../platform/core/errors.ts";
import { isOfficerOf } from "../../platform/core/guard.ts";
import { inTransaction, recordAudit } from "../../platform/core/store.ts";
import { ownCity } from "../fair/index.ts";

/**
 * Creates a channel of a fair for the caller's city: an address whose visits and results are counted. Throws
 * NOT_FOUND unless the caller is an officer of a whole city that belongs to the fair or its agreement.
 */
export async function createChannel(
  ctx: RequestContext,
  { fairId, ...input }: ChannelInput & { fairId: string },
): Promise<{ id: string; code: string }> {
  const { city } = await ownCity(ctx, fairId);
  orNotFound(isOfficerOf(ctx.actor, city.city) || null);
  return inTransaction(ctx, async (tx) => {
    const event = { kind: "fair", id: fairId } as const;
    const { id, code } = await addChannel(tx, ctx, { ...input, event, city: city.city });
    const subject = { subjectKind: "fair", subjectId: fairId, city: city.city };
    await recordAudit(tx, ctx, { action: "fair.channel", ...subject, detail: { channel: id, code } });
    return { id, code };
  });
}
