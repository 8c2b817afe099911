import { notify } from "../../notifications/index.ts";
import type { RequestContext } from "../../platform/context.ts";
import { notFound, orNotFound } from "../../platform/core/errors.ts";
import { isMemberOf, requireAccount } from "../../platform/core/guard.ts";
import { inTransaction, recordAudit } from "../../platform/core/store.ts";
import { followUpNotices } from "./notices.ts";
import type { FollowUpView, StillThere } from "./schema.ts";
import {
  insertDue,
  lockFollowUp,
  selectFollowUps,
  writeEnterpriseAnswer,
  writePersonAnswer,
} from "./store/follow-ups.ts";

const BATCH = 500;

/**
 * Asks person and enterprise on day 7, 30 and 90 after a start whether the person still works there, once per
 * day. Safe to run concurrently. Returns the number of questions.
 */
export async function followUpUpkeep(ctx: RequestContext): Promise<number> {
  for (let asked = 0; ; ) {
    const batch = await inTransaction(ctx, async (tx) => {
      const due = await insertDue(tx, BATCH);
      await notify(tx, ctx, await followUpNotices(tx, due));
      return due.length;
    });
    asked += batch;
    if (batch < BATCH) return asked;
  }
}

type Answer = { id: string; answer: StillThere };

/** Stores the person's answer. The last one counts, independent of the enterprise's. */
export async function answerForMyself(ctx: RequestContext, { id, answer }: Answer): Promise<void> {
  const { accountId } = requireAccount(ctx.actor);
  await inTransaction(ctx, async (tx) => {
    const asked = orNotFound(await lockFollowUp(tx, id));
    if (asked.accountId !== accountId) throw notFound();
    await writePersonAnswer(tx, id, answer);
    const subject = { subjectKind: "followUp", subjectId: id };
    await recordAudit(tx, ctx, { action: "followUp.person", ...subject, detail: { answer } });
  });
}

/** Stores the enterprise's answer. The last one counts, independent of the person's. */
export async function answerAsEmployer(ctx: RequestContext, { id, answer }: Answer): Promise<void> {
  const { accountId: by } = requireAccount(ctx.actor);
  await inTransaction(ctx, async (tx) => {
    const asked = orNotFound(await lockFollowUp(tx, id));
    if (!isMemberOf(ctx.actor, asked.enterpriseId)) throw notFound();
    await writeEnterpriseAnswer(tx, { id, answer, by });
    const subject = { subjectKind: "followUp", subjectId: id };
    await recordAudit(tx, ctx, { action: "followUp.enterprise", ...subject, detail: { answer } });
  });
}

/** Questions about the caller's own starts. Neither side sees the other's answers. */
export async function listMyFollowUps(ctx: RequestContext): Promise<FollowUpView[]> {
  const { accountId } = requireAccount(ctx.actor);
  const rows = await selectFollowUps(ctx.db, { accountId });
  return rows.map((row) => ({ ...row, callName: null, enterpriseAnswer: null }));
}

/** Questions to the caller's enterprises. */
export async function listEmployerFollowUps(ctx: RequestContext): Promise<FollowUpView[]> {
  const { enterprises } = requireAccount(ctx.actor);
  const rows = await selectFollowUps(ctx.db, { enterprises: enterprises.map(({ id }) => id) });
  return rows.map((row) => ({ ...row, personAnswer: null }));
}
