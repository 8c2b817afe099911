import { z } from "zod";
import type { RequestContext } from "../../platform/context.ts";
import { dropMessage, takeMessage } from "../store/messages.ts";

const Message = z.object({
  phone: z.string(),
  template: z.enum(["otp", "notice"]),
  values: z.record(z.string(), z.string()),
});

/**
 * Sends one queued message and deletes it. Deletes an expired message without sending it. Does nothing if the
 * message was already sent.
 */
export async function deliverSms(ctx: RequestContext, input: { messageId: string }): Promise<void> {
  const sealed = await takeMessage(ctx.db, input.messageId);
  if (!sealed) return dropMessage(ctx.db, input.messageId);
  const message = Message.parse(JSON.parse(await ctx.vault.open(sealed)));
  await ctx.sms.send({ id: input.messageId, ...message });
  await dropMessage(ctx.db, input.messageId);
}
