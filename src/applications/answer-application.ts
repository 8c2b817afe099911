import { refuseConsent } from "../candidates/index.ts";
import type { RequestContext } from "../platform/context.ts";
import { requireRevision } from "../platform/core/commands/revision.ts";
import { AppError, orNotFound } from "../platform/core/errors.ts";
import { requireAccount, requireMemberOf } from "../platform/core/guard.ts";
import { inTransaction } from "../platform/core/store.ts";
import { recordStep } from "./record.ts";
import { requireActive, requireTransition } from "./rules.ts";
import type { AnswerInput } from "./schema.ts";
import { lockApplication, writeStep } from "./store/writes.ts";

/**
 * Records the enterprise's answer: an invitation, or a refusal with a reason. A refusal ends the enterprise's
 * access to card and phone. The caller must be a member of the enterprise. Throws NOT_FOUND for other
 * callers, ENTERPRISE_STATE while the enterprise is suspended, REVISION_CONFLICT, CONSENT_ENDED if the
 * consent was withdrawn or has expired, APPLICATION_STATE if the application's state does not allow the
 * answer.
 */
export async function answerApplication(
  ctx: RequestContext,
  input: { id: string; ifRev?: number | undefined; answer: AnswerInput },
): Promise<{ id: string; rev: number }> {
  requireAccount(ctx.actor);
  const { id, answer } = input;
  const rev = await inTransaction(ctx, async (tx) => {
    const locked = orNotFound(await lockApplication(tx, id));
    requireMemberOf(ctx.actor, locked.enterpriseId);
    requireActive(locked);
    requireRevision(locked.rev, input.ifRev);
    const status = requireTransition(locked.status, answer.kind);
    if (!locked.consentStands) throw new AppError("CONSENT_ENDED");
    const next = await writeStep(tx, { id, status, answer });
    if (answer.kind === "decline") await refuseConsent(tx, locked.consentId);
    await recordStep(tx, ctx, {
      of: locked,
      kind: answer.kind,
      by: "enterprise",
      status,
      rev: next,
      note: answer.note ?? null,
    });
    return next;
  });
  ctx.ring("changes");
  return { id, rev };
}
