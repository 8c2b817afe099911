import { z } from "zod";
import type { Tx } from "../../../db/client.ts";
import type { RequestContext } from "../../platform/context.ts";
import { type FieldError, orNotFound } from "../../platform/core/errors.ts";
import { requireMemberOf } from "../../platform/core/guard.ts";
import { Id } from "../../platform/core/schema.ts";
import { databaseToday, inTransaction, recordAudits } from "../../platform/core/store.ts";
import { emitPostings } from "../emissions.ts";
import { gaps, requireNotSuspended } from "../rules.ts";
import { lockOwn, nextDraftIds, submitAll } from "../store/drafts.ts";
import { lockOwner, type Posting, type PostingOwner } from "../store/rows.ts";

/** Postings per transaction: few, so that row locks are short. */
const CHUNK = 500;
/** Transactions of one call. */
const CHUNKS_MAX = 20;

/** Drafts to submit: those with the given ids, or without ids all that no officer has returned. */
export const DraftsInput = z.strictObject({
  enterpriseId: Id,
  ids: z.array(Id).min(1).max(CHUNK).optional(),
  /** True: the member has checked the duties that a standard phrase filled in. */
  confirmDuties: z.boolean().default(false),
});
export type DraftsInput = z.input<typeof DraftsInput>;

type Named = { id: string; title: string };
/** A draft that was not sent: the code of the reason, and the faulty fields of POSTING_INCOMPLETE. */
export type Unsent = Named & { code: string; fields: FieldError[] };
export type SentDrafts = { sent: Named[]; unsent: Unsent[] };

/** Returns why a posting cannot be submitted, or null. */
function refusalOf(posting: Posting, owner: PostingOwner, confirmed: boolean, today: string) {
  if (posting.status !== "draft") return { code: "POSTING_STATE", fields: [] };
  const foreign = posting.importId !== null || posting.sourceName !== null;
  if (foreign && owner.status !== "verified") return { code: "ENTERPRISE_STATE", fields: [] };
  const fields = gaps({ ...posting, dutiesSuggested: posting.dutiesSuggested && !confirmed }, today);
  return fields.length > 0 ? { code: "POSTING_INCOMPLETE", fields } : null;
}

async function submitChunk(
  tx: Tx,
  ctx: RequestContext,
  { owner, ids, confirmed }: { owner: PostingOwner; ids: string[]; confirmed: boolean },
): Promise<SentDrafts> {
  const today = await databaseToday(tx);
  const postings = await lockOwn(tx, owner.id, ids);
  const judged = postings.map((posting) => ({
    posting,
    refusal: refusalOf(posting, owner, confirmed, today),
  }));
  const ready = judged.flatMap(({ posting, refusal }) => (refusal ? [] : [posting]));
  const written = await submitAll(
    tx,
    ready.map(({ id }) => id),
    confirmed,
  );
  const revs = new Map(written.map(({ id, rev }) => [id, rev]));
  await recordAudits(
    tx,
    ctx,
    ready.map(({ id, dutiesSuggested }) => ({
      action: "posting.submit",
      subjectKind: "posting",
      subjectId: id,
      city: owner.homeCity,
      detail: {
        rev: revs.get(id),
        from: "draft",
        to: "submitted",
        dutiesConfirmed: dutiesSuggested && confirmed,
      },
    })),
  );
  await emitPostings(
    tx,
    ready.map(({ id }) => id),
    { audience: "local", action: "posting.submit" },
  );
  return {
    sent: ready.map(({ id, title }) => ({ id, title })),
    unsent: judged.flatMap(({ posting: { id, title }, refusal }) =>
      refusal ? [{ id, title, ...refusal }] : [],
    ),
  };
}

/**
 * Submits drafts of one enterprise for review, some hundred in each transaction. Says of each draft that was
 * not sent why not. A repeated call sends nothing twice. Ids of others are left out.
 * Throws NOT_FOUND unless the caller is a member, ENTERPRISE_STATE for a suspended enterprise.
 */
export async function submitDrafts(ctx: RequestContext, given: DraftsInput): Promise<SentDrafts> {
  const { enterpriseId, ids, confirmDuties } = DraftsInput.parse(given);
  requireMemberOf(ctx.actor, enterpriseId);
  const all: SentDrafts = { sent: [], unsent: [] };
  let after: string | null = null;
  for (let n = 0; n < CHUNKS_MAX; n += 1) {
    const last: string | null = await inTransaction(ctx, async (tx) => {
      const owner = orNotFound(await lockOwner(tx, enterpriseId));
      requireNotSuspended(owner);
      const some = ids ? [...new Set(ids)].sort() : await nextDraftIds(tx, enterpriseId, after, CHUNK);
      if (some.length === 0) return null;
      const { sent, unsent } = await submitChunk(tx, ctx, { owner, ids: some, confirmed: confirmDuties });
      all.sent.push(...sent);
      all.unsent.push(...unsent);
      return some.at(-1) ?? null;
    });
    if (ids || last === null) break;
    after = last;
  }
  return all;
}
