import type { RequestContext } from "../../platform/context.ts";
import { notFound } from "../../platform/core/errors.ts";
import { addClick } from "../store/views.ts";

export const CALL_CHANNELS = ["web", "wechat", "poster", "fair", "stream", "api"] as const;
export type CallChannel = (typeof CALL_CHANNELS)[number];

/**
 * Counts a tap on a posting's phone number, per day and channel, without personal data. If `via` is a known
 * channel code, it is counted instead of `channel`. Throws NOT_FOUND unless the posting is live for this
 * reader.
 */
export async function countCall(
  ctx: Pick<RequestContext, "db" | "scope">,
  input: { id: string; channel: CallChannel; via?: string | undefined },
): Promise<void> {
  if (!(await addClick(ctx.db, input, ctx.scope))) throw notFound();
}
