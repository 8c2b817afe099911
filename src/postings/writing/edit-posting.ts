import type { RequestContext } from "../../platform/context.ts";
import { orNotFound } from "../../platform/core/errors.ts";
import { columnsOf, WORD_COLUMNS, type WordColumn } from "../columns.ts";
import { postingReaders, requireKnownCodes } from "../compose/readers.ts";
import { buildPostingRow, type PostingRow, type PostingText, type Readers } from "../compose/row.ts";
import { requireComplete, requireTransition } from "../rules.ts";
import { type PostingDesk, PostingPatch } from "../schema.ts";
import { homeCityOf, type Posting } from "../store/rows.ts";
import { changePosting, worksFor } from "./change-posting.ts";

/**
 * Edits a draft. On a published posting it is a correction: it is withdrawn at once and waits for review, so
 * it must be complete. An employer's edit of a repost makes it the employer's own posting.
 * Throws POSTING_STATE while under review or closed, POSTING_INCOMPLETE, REVISION_CONFLICT.
 */
export async function editPosting(
  ctx: RequestContext,
  input: { id: string; ifRev: number; patch: PostingPatch },
): Promise<PostingDesk> {
  const patch = PostingPatch.parse(input.patch);
  await requireKnownCodes(ctx, patch);
  const readers = await postingReaders(ctx, orNotFound(await homeCityOf(ctx.db, { postingId: input.id })));
  return changePosting(
    ctx,
    { id: input.id, ifRev: input.ifRev, by: "enterpriseOrCity", action: "posting.edit" },
    async (locked) => {
      const { posting, today, now } = locked;
      const status = requireTransition(posting.status, "edit");
      const row = recompose(posting, patch, readers);
      const repost = posting.repost && !worksFor(ctx.actor, locked);
      const sameDuties = patch.duties === undefined || patch.duties === posting.duties;
      const dutiesSuggested = posting.dutiesSuggested && sameDuties;
      if (status === "submitted") requireComplete({ ...row, dutiesSuggested, repost }, today);
      return {
        set: {
          ...columnsOf(row),
          status,
          repost,
          dutiesSuggested,
          ...(status === "submitted" ? { submittedAt: now, returnReasons: null } : {}),
        },
        audience: posting.status === "published" ? "close" : "local",
        reason: "correction",
        detail: { fields: Object.keys(patch) },
      };
    },
  );
}

/** The current words of a posting, which complete a patch. A changed title or place text is read anew. */
function wordsOf(posting: Posting, patch: PostingPatch): PostingText {
  const words = Object.fromEntries(WORD_COLUMNS.map((name) => [name, posting[name]])) as Pick<
    Posting,
    WordColumn
  >;
  // One newly chosen half of a workplace invalidates the other half.
  const moved = patch.placeText !== undefined;
  const newCity = patch.city !== undefined && patch.county === undefined;
  const newCounty = Boolean(patch.county) && patch.city === undefined;
  return {
    ...words,
    headcount: posting.headcountText ?? posting.headcount,
    occupation: patch.title === undefined ? posting.occupation : null,
    city: moved || newCounty ? null : posting.city,
    county: moved || newCity ? null : posting.county,
  };
}

/** Completes a patch with the current words. Values read from a changed text are read again. */
function recompose(posting: Posting, patch: PostingPatch, readers: Readers): PostingRow {
  const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
  const row = buildPostingRow({ ...wordsOf(posting, patch), ...given }, readers);
  return {
    ...row,
    ...(patch.education === null ? { education: null } : {}),
    ...(patch.experienceMinMonths === null ? { experienceMinMonths: null } : {}),
    facts: { ...posting.facts, ...row.facts },
  };
}
