import type { RequestContext } from "../../platform/context.ts";
import { orNotFound } from "../../platform/core/errors.ts";
import { postingReaders, requireKnownCodes } from "../readers.ts";
import { buildPostingRow, type PostingRow, type PostingText } from "../row.ts";
import { requireComplete, requireTransition } from "../rules.ts";
import { type PostingDesk, PostingPatch } from "../schema.ts";
import { columnsOf, homeCityOf, type Posting } from "../store/rows.ts";
import { changePosting, worksFor } from "./change-posting.ts";

/**
 * Changes a draft. On a published posting it is a correction: it leaves the public at once and waits for review, so it
 * must be complete. What an employer itself writes into a repost is its own posting from then on. Errors: POSTING_STATE
 * while it is being reviewed or closed, POSTING_INCOMPLETE, REVISION_CONFLICT.
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

/** What is not in the patch stays as it was; what was read from a text is read again only when the text changes. */
function recompose(
  posting: Posting,
  patch: PostingPatch,
  readers: Parameters<typeof buildPostingRow>[1],
): PostingRow {
  const kept: PostingText = {
    title: posting.title,
    occupation: patch.title === undefined ? posting.occupation : null,
    headcount: posting.headcountText ?? posting.headcount,
    employmentType: posting.employmentType,
    agency: posting.agency,
    duties: posting.duties,
    requirements: posting.requirements,
    placeText: posting.placeText,
    ...(patch.placeText === undefined ? { city: posting.city, county: posting.county } : {}),
    payText: posting.payText,
    education: posting.education,
    experienceMinMonths: posting.experienceMinMonths,
    benefits: posting.benefits,
    contactName: posting.contactName,
    contactPhone: posting.contactPhone,
    contactHours: posting.contactHours,
    validThrough: posting.validThrough,
  };
  const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
  // One half of a workplace chosen anew says nothing of the other half that stood before.
  if (patch.city !== undefined && patch.county === undefined) kept.county = null;
  if (patch.county && patch.city === undefined) kept.city = null;
  const row = buildPostingRow({ ...kept, ...given }, readers);
  return {
    ...row,
    ...(patch.education === null ? { education: null } : {}),
    ...(patch.experienceMinMonths === null ? { experienceMinMonths: null } : {}),
    facts: { ...posting.facts, ...row.facts },
  };
}
