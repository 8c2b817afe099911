import type { RequestContext } from "../../platform/context.ts";
import { orNotFound } from "../../platform/core/errors.ts";
import { columnsOf, WORD_COLUMNS, type WordColumn } from "../columns.ts";
import { postingReaders, requireKnownCodes } from "../compose/readers.ts";
import { buildPostingRow, type PostingRow, type PostingText, type Readers } from "../compose/row.ts";
import { factsAfterEdit } from "../compose/stated-facts.ts";
import {
  keptMarks,
  requireComplete,
  requireNotSuspended,
  requireTitle,
  requireTransition,
} from "../rules.ts";
import { type ManagedPosting, PostingPatch } from "../schema.ts";
import { homeCityOf, type Posting } from "../store/rows.ts";
import { changePosting, isEmployer } from "./change-posting.ts";

/**
 * Edits a draft, or corrects a published posting. A corrected posting is withdrawn at once and submitted for
 * review, so it must be complete. A member's edit of a repost makes it the employer's own posting.
 * Throws POSTING_STATE while submitted or closed, POSTING_INCOMPLETE for a correction, REVISION_CONFLICT,
 * ENTERPRISE_STATE for a correction of a suspended enterprise.
 */
export async function editPosting(
  ctx: RequestContext,
  input: { id: string; ifRev: number; patch: PostingPatch },
): Promise<ManagedPosting> {
  const patch = PostingPatch.parse(input.patch);
  requireTitle(patch);
  await requireKnownCodes(ctx, patch);
  const readers = await postingReaders(ctx, orNotFound(await homeCityOf(ctx.db, { postingId: input.id })));
  return changePosting(
    ctx,
    { id: input.id, ifRev: input.ifRev, by: "enterpriseOrCity", action: "posting.edit" },
    async (locked) => {
      const { posting, owner, today, now } = locked;
      if (posting.status === "published") requireNotSuspended(owner);
      const status = requireTransition(posting.status, "edit");
      const row = recompose(posting, patch, readers);
      const repost = posting.repost && !isEmployer(ctx.actor, locked);
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

/**
 * Returns the current texts and values of a posting, without those that the patch invalidates. A new title
 * discards the occupation, a new place text the place's codes.
 */
function wordsOf(posting: Posting, patch: PostingPatch): PostingText {
  const words = Object.fromEntries(WORD_COLUMNS.map((name) => [name, posting[name]])) as Pick<
    Posting,
    WordColumn
  >;
  // If only the city or only the county is newly chosen, the other one is discarded.
  const moved = patch.placeText !== undefined;
  const newCity = patch.city !== undefined && patch.county === undefined;
  const newCounty = Boolean(patch.county) && patch.city === undefined;
  return {
    ...words,
    benefitsText: besides(posting.facts),
    headcount: posting.headcountText ?? posting.headcount,
    occupation: patch.title === undefined ? posting.occupation : null,
    city: moved || newCounty ? null : posting.city,
    county: moved || newCity ? null : posting.county,
  };
}

/** Returns the source's texts that have no column, as one text. */
const besides = (facts: Record<string, unknown>): string =>
  [facts.benefitsText, facts.workTimeText, facts.remark]
    .filter((text) => typeof text === "string")
    .join("；");

/**
 * Composes the posting from the patch and its current texts. Values that are read from a changed text are
 * read again, and facts that only the old text states are dropped. Facts of the form stay.
 */
function recompose(posting: Posting, patch: PostingPatch, readers: Readers): PostingRow {
  const { facts: stated, ...words } = patch;
  const given = Object.fromEntries(Object.entries(words).filter(([, value]) => value !== undefined));
  const row = buildPostingRow({ ...wordsOf(posting, patch), ...given }, readers);
  const before = buildPostingRow(wordsOf(posting, {}), readers).facts;
  return {
    ...row,
    ...(patch.education === null ? { education: null } : {}),
    ...(patch.experienceMinMonths === null ? { experienceMinMonths: null } : {}),
    facts: factsAfterEdit({ stored: posting.facts, before, after: row.facts, given: stated }),
    flags: [...row.flags, ...keptMarks(posting, given)],
  };
}
