import type { RequestContext } from "../../platform/context.ts";
import { AppError, notFound, orNotFound } from "../../platform/core/errors.ts";
import { inTransaction, recordAudit } from "../../platform/core/store.ts";
import { COMPOSED_COLUMNS, columnsOf } from "../columns.ts";
import type { PostingRow } from "../compose/row.ts";
import { emitPostings } from "../emissions.ts";
import { missingElements, requireNotSuspended } from "../rules.ts";
import type { ManagedPosting } from "../schema.ts";
import { selectManagedPosting } from "../store/managed-postings.ts";
import { insertPosting, lockForFirstClick, lockPosting } from "../store/rows.ts";
import { toManagedPosting } from "../views/present.ts";
import { isEmployer, requireOwnWords } from "./change-posting.ts";

/**
 * Creates a draft with the words of an earlier posting of the same enterprise. It has no validity date, and
 * names no source. `once` is a form's id: a repeat returns the first draft.
 * Throws NOT_FOUND unless the caller is a member of the enterprise, ENTERPRISE_STATE if it is suspended or
 * the words are not its own, POSTING_STATE for a posting that was closed for a violation.
 */
export function copyPosting(
  ctx: RequestContext,
  { id, once }: { id: string; once: string | null },
): Promise<ManagedPosting> {
  return inTransaction(ctx, async (tx) => {
    const locked = orNotFound(await lockPosting(tx, id));
    const { posting, owner } = locked;
    if (!isEmployer(ctx.actor, locked)) throw notFound();
    requireNotSuspended(owner);
    requireOwnWords(locked);
    if (posting.closeReason === "violation")
      throw new AppError("POSTING_STATE", { facts: { status: posting.status } });
    if (once) await lockForFirstClick(tx, once);
    const before = once && (await selectManagedPosting(tx, ctx.actor, once));
    if (before) return toManagedPosting(before);
    const copy = once ?? ctx.ids.uuid();
    const words = Object.fromEntries(COMPOSED_COLUMNS.map((name) => [name, posting[name]])) as PostingRow;
    const row = { ...words, validThrough: null };
    const flags = row.flags.filter(({ field }) => field !== "validThrough");
    await insertPosting(tx, {
      ...columnsOf({ ...row, flags, missing: missingElements(row) }),
      id: copy,
      homeCity: owner.homeCity,
      enterpriseId: owner.id,
      status: "draft",
      dutiesSuggested: posting.dutiesSuggested,
      createdBy: ctx.actor.kind === "account" ? ctx.actor.accountId : null,
    });
    await recordAudit(tx, ctx, {
      action: "posting.create",
      subjectKind: "posting",
      subjectId: copy,
      city: owner.homeCity,
      detail: { copyOf: id },
    });
    const managed = orNotFound(await selectManagedPosting(tx, ctx.actor, copy));
    await emitPostings(tx, [copy], { audience: "local", action: "posting.create" });
    return toManagedPosting(managed);
  });
}
