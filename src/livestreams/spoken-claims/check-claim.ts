import type { Tx } from "../../../db/client.ts";
import type { RequestContext } from "../../platform/context.ts";
import { accountIdOf } from "../../platform/core/actor.ts";
import { AppError, invalid } from "../../platform/core/errors.ts";
import { findPhones, getPosting, getPostingAsShown, type PostingView } from "../../postings/index.ts";
import { changeClaim } from "./change-claim.ts";
import type { ClaimAct, ClaimView } from "./schema.ts";
import { insertClaim, selectClaimed, selectPresenters } from "./store.ts";
import { checkSpoken } from "./verdicts/check.ts";
import { gravest, isForbidden } from "./verdicts/finding.ts";

/** Time in which an officer deals with a mark, in milliseconds. */
const MARK_MS = 24 * 3_600_000;
/** Codes of the field error of a posting that cannot be read. */
const OVER: Readonly<Record<string, string>> = {
  POSTING_EXPIRED: "EXPIRED",
  GONE: "CLOSED",
  NOT_FOUND: "UNKNOWN",
};

/**
 * Returns the posting to compare with. One that was pinned is compared as it was shown, also after its end.
 * Throws INVALID_INPUT if it is not on the run sheet, or over before it was pinned.
 */
async function claimedPosting(
  tx: Tx,
  ctx: RequestContext,
  { livestreamId, chosen }: { livestreamId: string; chosen: string | null },
): Promise<PostingView> {
  const claimed = await selectClaimed(tx, livestreamId, chosen);
  if (!claimed) throw invalid("postingId", chosen ? "UNKNOWN" : "MISSING");
  const read = claimed.pinned ? getPostingAsShown : getPosting;
  try {
    return await read({ db: tx, scope: ctx.scope }, claimed.postingId);
  } catch (error) {
    const over = error instanceof AppError ? OVER[error.code] : undefined;
    throw over ? invalid("postingId", over) : error;
  }
}

/** Returns the presenter's name: the chosen one, or the only one. Null if nobody was named among several. */
async function presenterName(tx: Tx, livestreamId: string, chosen: number | null): Promise<string | null> {
  const names = await selectPresenters(tx, livestreamId);
  if (chosen === null) return names.length === 1 ? (names[0] ?? null) : null;
  const name = names[chosen];
  if (name === undefined) throw invalid("presenter", "UNKNOWN");
  return name;
}

/**
 * Compares what a presenter said with the pinned or the chosen posting, and tells live pages the verdicts. A
 * fee or a forbidden word marks the presenter and waits for an officer, for a day. Throws as `changeClaim`
 * does, and INVALID_INPUT without a posting that can be read, for a text with a phone number, and for one
 * that says nothing which a posting could say: it gets no verdict.
 */
export const checkClaim = (
  ctx: RequestContext,
  { id, said, postingId, presenter, commandId }: ClaimAct<"check">,
): Promise<ClaimView> => {
  const command = { id, action: "claim", commandId, input: { said, postingId, presenter }, tells: true };
  return changeClaim(ctx, command, async (tx, { now }) => {
    if (findPhones(said).length > 0) throw invalid("said", "CONTACT");
    const posting = await claimedPosting(tx, ctx, { livestreamId: id, chosen: postingId });
    const findings = checkSpoken(said, posting);
    const verdict = gravest(findings);
    if (verdict === null) throw invalid("said", "NOTHING_READ");
    const claimId = ctx.ids.uuid();
    await insertClaim(tx, {
      id: claimId,
      livestreamId: id,
      postingId: posting.id,
      postingRev: posting.rev,
      said,
      presenter: await presenterName(tx, id, presenter),
      findings,
      verdict,
      at: now,
      notedBy: accountIdOf(ctx.actor),
      dueAt: isForbidden(verdict) ? new Date(now.getTime() + MARK_MS) : null,
    });
    return claimId;
  });
};
