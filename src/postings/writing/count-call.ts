import type { RequestContext } from "../../platform/context.ts";
import { notFound } from "../../platform/core/errors.ts";
import { addClick } from "../store/views.ts";

export const CALL_CHANNELS = ["web", "wechat", "poster", "fair", "stream", "api"] as const;
export type CallChannel = (typeof CALL_CHANNELS)[number];

/**
 * Somebody pressed the number of a posting: one count per day and channel, nothing of the person. `via` is the code of a
 * fair's channel and counts in the channel's place. NOT_FOUND where the posting is not live for this reader.
 */
export async function countCall(
  ctx: Pick<RequestContext, "db" | "scope">,
  input: { id: string; channel: CallChannel; via?: string | undefined },
): Promise<void> {
  if (!(await addClick(ctx.db, input, ctx.scope))) throw notFound();
}
