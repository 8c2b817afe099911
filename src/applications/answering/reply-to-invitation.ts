import type { Tx } from "../../../db/client.ts";
import type { RequestContext } from "../../platform/context.ts";
import { AppError, invalid, orNotFound } from "../../platform/core/errors.ts";
import { requirePerson } from "../../platform/core/guard.ts";
import { inTransaction, runOnce } from "../../platform/core/store.ts";
import { recordStep } from "../record.ts";
import { sendAct } from "../remote/route.ts";
import type { Reply } from "../schema.ts";
import { claimReply, selectReplied } from "../store/replies.ts";

type Input = { id: string; commandId?: string | undefined; invitationId: string; reply: Reply };

/** Returns a reply in the one form that is stored: times in UTC, each once, the earliest first. */
function normalized(reply: Reply): Reply {
  if (reply.kind !== "otherTimes") return reply;
  const times = reply.times.map((time) => new Date(time).toISOString());
  return { kind: "otherTimes", times: [...new Set(times)].sort() };
}

/** Returns what the history says besides the kind of the reply, or null. */
function noteOf(reply: Reply): string | null {
  if (reply.kind === "otherTimes") return reply.times.join(",");
  return reply.kind === "notCome" ? (reply.reason ?? null) : null;
}

/**
 * Throws FUTURE_NEEDED for a proposed time that is over. A reply of another node may have been on its way for
 * days.
 */
function requireFuture(ctx: RequestContext, reply: Reply): void {
  if (ctx.actor.kind !== "account" || reply.kind !== "otherTimes") return;
  const now = ctx.clock.now().toISOString();
  if (reply.times.some((time) => time <= now)) throw invalid("times", "NOT_FUTURE");
}

/** Throws NOT_FOUND or INVITATION_OVER, unless the application already holds this reply. */
async function requireSame(tx: Tx, of: Parameters<typeof selectReplied>[1]): Promise<void> {
  const { status, same } = orNotFound(await selectReplied(tx, of));
  if (!same) throw new AppError("INVITATION_OVER", { facts: { status } });
}

/**
 * Records the caller's reply to an invitation, once per command: will come, proposes other times, or will not
 * come. The person may reply again while the invitation stands; the same reply changes nothing. Throws
 * NOT_FOUND for the application of another person, INVITATION_OVER if that invitation was changed or
 * withdrawn meanwhile, INVALID_INPUT for a time that is over.
 */
export async function replyToInvitation(
  ctx: RequestContext,
  { id, commandId, invitationId, ...input }: Input,
): Promise<void> {
  const accountId = requirePerson(ctx.actor);
  const reply = normalized(input.reply);
  requireFuture(ctx, reply);
  const command = { type: "application.reply", target: id, id: commandId, input: { invitationId, reply } };
  await inTransaction(ctx, async (tx) => {
    await runOnce(tx, ctx, command, async () => {
      const asked = { id, accountId, invitationId, reply };
      const of = await claimReply(tx, asked);
      if (!of) await requireSame(tx, asked);
      if (of) {
        await sendAct(tx, ctx, "replyInvitation", { ...of, payload: { invitationId, reply } });
        const step = { kind: reply.kind, by: "seeker", status: of.status, rev: of.rev } as const;
        await recordStep(tx, ctx, { of, ...step, note: noteOf(reply) });
      }
      return { id };
    });
  });
  ctx.ring("changes");
}
