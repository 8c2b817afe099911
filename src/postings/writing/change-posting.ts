import type { Tx } from "../../../db/client.ts";
import type { RequestContext } from "../../platform/context.ts";
import type { Actor } from "../../platform/core/actor.ts";
import { requireRevision } from "../../platform/core/commands/revision.ts";
import { AppError, notFound, orNotFound } from "../../platform/core/errors.ts";
import { isMemberOf, isOfficerOf } from "../../platform/core/guard.ts";
import { inTransaction, recordAudit } from "../../platform/core/store.ts";
import { type Audience, emitPostings } from "../emissions.ts";
import type { ManagedPosting } from "../schema.ts";
import { selectManagedPosting } from "../store/managed-postings.ts";
import { type LockedPosting, lockPosting, type PostingChange, updatePosting } from "../store/rows.ts";
import { toManagedPosting } from "../views/present.ts";

/** Returns true for officers of the posting's home city, or of its county (see `decidedBy`). */
export const decides = (actor: Actor, { posting, owner }: LockedPosting): boolean =>
  isOfficerOf(actor, owner.homeCity, owner.county ?? posting.county);

export const isEmployer = (actor: Actor, { owner }: LockedPosting): boolean => isMemberOf(actor, owner.id);

/**
 * Throws ENTERPRISE_STATE if a posting was imported or names a source and its enterprise is not verified.
 * Members may change such a posting only after an officer has verified the enterprise.
 */
export function requireOwnWords({ posting, owner }: LockedPosting): void {
  const foreign = posting.importId !== null || posting.sourceName !== null;
  if (foreign && owner.status !== "verified")
    throw new AppError("ENTERPRISE_STATE", { facts: { status: owner.status } });
}

export type PostingDecision = {
  set: PostingChange;
  audience: Audience;
  reason?: string | null;
  /** Detail for the audit row, without personal data. */
  detail?: Record<string, unknown>;
};

type Write = {
  id: string;
  ifRev?: number | undefined;
  /** The relation to the posting that the caller needs. All others get NOT_FOUND. */
  by: "city" | "enterpriseOrCity";
  action: string;
};

/**
 * Changes one posting in a transaction: locks it, checks rights and revision, calls `decide`, writes the row,
 * the audit row and the outbox row. Throws NOT_FOUND if the caller may not change it, REVISION_CONFLICT, and
 * the errors of `decide`.
 */
export function changePosting(
  ctx: RequestContext,
  write: Write,
  decide: (locked: LockedPosting, tx: Tx) => PostingDecision | Promise<PostingDecision>,
): Promise<ManagedPosting> {
  return inTransaction(ctx, async (tx) => {
    const locked = orNotFound(await lockPosting(tx, write.id));
    const officer = decides(ctx.actor, locked);
    if (!officer && (write.by === "city" || !isEmployer(ctx.actor, locked))) throw notFound();
    if (!officer) requireOwnWords(locked);
    requireRevision(locked.posting.rev, write.ifRev);
    const { set, audience, reason, detail } = await decide(locked, tx);
    const rev = await updatePosting(tx, write.id, set);
    await recordAudit(tx, ctx, {
      action: write.action,
      subjectKind: "posting",
      subjectId: write.id,
      city: locked.owner.homeCity,
      detail: { rev, from: locked.posting.status, to: set.status ?? locked.posting.status, ...detail },
    });
    const managed = orNotFound(await selectManagedPosting(tx, ctx.actor, write.id));
    await emitPostings(tx, [write.id], { audience, action: write.action, reason: reason ?? null });
    return toManagedPosting(managed);
  });
}
