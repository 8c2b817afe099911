import type { Tx } from "../../../db/client.ts";
import { refuseConsent } from "../../candidates/index.ts";
import { placesOf } from "../../identity/index.ts";
import type { RequestContext } from "../../platform/context.ts";
import { requireRevision } from "../../platform/core/commands/revision.ts";
import { AppError, orNotFound } from "../../platform/core/errors.ts";
import { requireMemberOf, requireParty } from "../../platform/core/guard.ts";
import { inTransaction, runOnce } from "../../platform/core/store.ts";
import { recordStep } from "../record.ts";
import { notAllowed, requireActive, requireTransition } from "../rules.ts";
import type { Answer } from "../schema.ts";
import { type LockedApplication, lockApplication, writeStep } from "../store/writes.ts";

/**
 * Throws APPLICATION_STATE if the person is already invited and the answer does not replace that invitation,
 * INVITATION_OVER if it replaces another one. Until a person of another node has replied, the invitation
 * cannot be replaced: an earlier release there would drop the new one.
 */
async function requireReplaceable(tx: Tx, locked: LockedApplication, answer: Answer): Promise<void> {
  if (answer.kind !== "invite" || locked.status !== "invited") return;
  if (answer.replaces === undefined) throw notAllowed(locked.status);
  if (answer.replaces !== (locked.invitationId ?? answer.replaces)) throw new AppError("INVITATION_OVER");
  const { away } = await placesOf(tx, { personId: locked.accountId, city: locked.homeCity });
  if (away && !locked.replied) throw new AppError("INVITATION_UNANSWERED");
}

/** Returns an answer as it is stored. */
function stored(answer: Answer): Answer {
  if (answer.kind === "decline") return answer;
  const { replaces: _, ...invitation } = answer;
  return invitation;
}

/** Writes the answer to a locked application. Returns the application's new revision. */
async function answerIn(
  tx: Tx,
  ctx: RequestContext,
  locked: LockedApplication,
  answer: Answer,
): Promise<number> {
  const status = requireTransition(locked.status, answer.kind);
  if (!locked.consentStands) throw new AppError("CONSENT_ENDED");
  await requireReplaceable(tx, locked, answer);
  const eventId = ctx.ids.uuid();
  const invitation = answer.kind === "invite" ? { invitationId: eventId } : {};
  const rev = await writeStep(tx, { id: locked.id, status, answer: stored(answer), ...invitation });
  if (answer.kind === "decline") await refuseConsent(tx, locked.consentId);
  const note = answer.note ?? null;
  await recordStep(tx, ctx, { of: locked, kind: answer.kind, by: "enterprise", status, rev, note, eventId });
  return rev;
}

/**
 * Records the enterprise's answer, once per command: an invitation, or a refusal with a reason. A refusal
 * ends the enterprise's access to card and phone. The caller must be a member of the enterprise. Throws
 * NOT_FOUND for other callers, ENTERPRISE_STATE while the enterprise is suspended, REVISION_CONFLICT,
 * CONSENT_ENDED if the consent was withdrawn or has expired, APPLICATION_STATE if the application's state
 * does not allow the answer, and the errors of `requireReplaceable`.
 */
export async function answerApplication(
  ctx: RequestContext,
  input: { id: string; commandId?: string | undefined; ifRev?: number | undefined; answer: Answer },
): Promise<{ id: string; rev: number }> {
  requireParty(ctx.actor);
  const { id, answer } = input;
  const command = { type: "application.answer", target: id, id: input.commandId, input: answer };
  const done = await inTransaction(ctx, async (tx) => {
    const locked = orNotFound(await lockApplication(tx, id));
    requireMemberOf(ctx.actor, locked.enterpriseId);
    return runOnce(tx, ctx, command, async () => {
      requireActive(locked);
      requireRevision(locked.rev, input.ifRev);
      return { id, rev: await answerIn(tx, ctx, locked, answer) };
    });
  });
  ctx.ring("changes");
  return done;
}

/**
 * Gives the same answer to several applications, each in a transaction of its own. Returns for each the code
 * of its refusal, or null once it is answered. An application of another enterprise is NOT_FOUND.
 */
export async function answerSeveral(
  ctx: RequestContext,
  { ids, answer }: { ids: readonly string[]; answer: Answer },
): Promise<{ id: string; refused: string | null }[]> {
  const outcomes = [];
  for (const id of ids) {
    try {
      await answerApplication(ctx, { id, answer });
      outcomes.push({ id, refused: null });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      outcomes.push({ id, refused: error.code });
    }
  }
  return outcomes;
}
