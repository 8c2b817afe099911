import type { RequestContext } from "../../platform/context.ts";
import { notFound, orNotFound } from "../../platform/core/errors.ts";
import { isMemberOf, isOfficerOf, requireAccount } from "../../platform/core/guard.ts";
import { inTransaction, recordAudit } from "../../platform/core/store.ts";
import { columnsOf } from "../columns.ts";
import { postingReaders, requireKnownCodes } from "../compose/readers.ts";
import { buildPostingRow } from "../compose/row.ts";
import { emitPostings } from "../emissions.ts";
import { requireNotSuspended, requireTitle } from "../rules.ts";
import { type ManagedPosting, PostingInput } from "../schema.ts";
import { selectManagedPosting } from "../store/managed-postings.ts";
import { homeCityOf, insertPosting, lockForFirstClick, lockOwner } from "../store/rows.ts";
import { toManagedPosting } from "../views/present.ts";

/**
 * Creates a draft. The caller must be a member of the enterprise or an officer of its home city. The draft
 * may be incomplete; `missing` lists the missing elements. `once` is a form's id: a repeat returns the first
 * posting.
 * Throws NOT_FOUND for other callers, ENTERPRISE_STATE for a suspended enterprise, INVALID_INPUT with the
 * fields.
 */
export async function createPosting(
  ctx: RequestContext,
  given: PostingInput,
  once: string | null = null,
): Promise<ManagedPosting> {
  const actor = requireAccount(ctx.actor);
  const { enterpriseId, ...input } = PostingInput.parse(given);
  requireTitle(input);
  await requireKnownCodes(ctx, input);
  // The readers are loaded before the transaction. Waiting for a second connection while holding one could
  // deadlock the pool.
  const readers = await postingReaders(ctx, orNotFound(await homeCityOf(ctx.db, { enterpriseId })));
  return inTransaction(ctx, async (tx) => {
    const owner = orNotFound(await lockOwner(tx, enterpriseId));
    const member = isMemberOf(actor, owner.id);
    if (!member && !isOfficerOf(actor, owner.homeCity, owner.county)) throw notFound();
    requireNotSuspended(owner);
    const row = buildPostingRow(input, readers);
    if (once) await lockForFirstClick(tx, once);
    const before = once && (await selectManagedPosting(tx, actor, once));
    if (before) return toManagedPosting(before);
    const id = once ?? ctx.ids.uuid();
    await insertPosting(tx, {
      ...columnsOf(row),
      id,
      homeCity: owner.homeCity,
      enterpriseId: owner.id,
      status: "draft",
      createdBy: actor.accountId,
    });
    await recordAudit(tx, ctx, {
      action: "posting.create",
      subjectKind: "posting",
      subjectId: id,
      city: owner.homeCity,
      detail: { onBehalf: !member, missing: row.missing },
    });
    const managed = orNotFound(await selectManagedPosting(tx, actor, id));
    await emitPostings(tx, [id], { audience: "local", action: "posting.create" });
    return toManagedPosting(managed);
  });
}
