import type { RequestContext } from "../../../platform/context.ts";
import { AppError, orNotFound } from "../../../platform/core/errors.ts";
import { sha256 } from "../../../platform/core/vault.ts";
import { getPosting, type PostingView } from "../../../postings/index.ts";
import { controlledLivestream, getLivestream, type LivestreamView } from "../../livestream/index.ts";
import { listItems, type RunSheet } from "../../programme/index.ts";
import { listQuestions, type QuestionView } from "../../questions/index.ts";
import { type ClaimView, claimsOf } from "../../spoken-claims/index.ts";
import { handoversOf } from "../handover/read-handovers.ts";
import type { Handovers } from "../schema.ts";
import { livestreamOfKey } from "../store/settings.ts";

const QUESTIONS_SHOWN = 5;
const CLAIMS_SHOWN = 4;

/** Everything that a presenter needs while speaking. It holds no personal data. */
export type PresenterDesk = {
  livestream: LivestreamView;
  /** The posting that is being explained, with its facts. */
  pinned: PostingView | null;
  next: RunSheet["items"][number] | null;
  /** Questions that officers chose and nobody answered, in their order. */
  questions: QuestionView[];
  /** The newest words that do not match the posting, and whether they were corrected. */
  claims: ClaimView[];
  handovers: Handovers;
};

/** Returns the item after the pinned posting that may be shown; without a pin, the first one. */
function nextItem(items: RunSheet["items"], pinnedId: string | null): RunSheet["items"][number] | null {
  const at = items.findIndex(({ postingId }) => postingId === pinnedId);
  return items.slice(at + 1).find(({ standing }) => standing === "live") ?? null;
}

/** Returns a posting; null for one that ended a moment ago. */
async function postingOrNull(ctx: RequestContext, id: string): Promise<PostingView | null> {
  try {
    return await getPosting(ctx, id);
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

async function deskOf(ctx: RequestContext, id: string): Promise<PresenterDesk> {
  const livestream = await getLivestream(ctx, { id });
  const [items, questions, claims, handovers] = await Promise.all([
    listItems(ctx, livestream),
    listQuestions(ctx, { id, which: "chosen", visitor: null, limit: QUESTIONS_SHOWN }),
    claimsOf(ctx, { id, control: false }, { limit: CLAIMS_SHOWN * 3, newest: true }),
    handoversOf(ctx, [livestream]),
  ]);
  const pinnedId = livestream.pin?.postingId ?? null;
  const found = handovers.get(id);
  if (!found) throw new Error("a livestream without hand-overs");
  return {
    livestream,
    pinned: pinnedId ? await postingOrNull(ctx, pinnedId) : null,
    next: nextItem(items, pinnedId),
    questions: questions.items.map((question) => ({ ...question, name: null })),
    claims: claims.items.filter(({ verdict }) => verdict !== "matches").slice(0, CLAIMS_SHOWN),
    handovers: found,
  };
}

/** Returns the presenter's desk to an officer of an organising city. Throws NOT_FOUND for everybody else. */
export async function getPresenterDesk(ctx: RequestContext, { id }: { id: string }): Promise<PresenterDesk> {
  await controlledLivestream(ctx, id);
  return deskOf(ctx, id);
}

/**
 * Returns the presenter's desk to whoever has its key, as the control room sees it. Throws NOT_FOUND for a
 * wrong or former key, and after the livestream.
 */
export async function openPresenterDesk(
  ctx: RequestContext,
  { key }: { key: string },
): Promise<PresenterDesk> {
  const { id, homeCity: city } = orNotFound(await livestreamOfKey(ctx.db, await sha256(key)));
  const actor = { kind: "system", name: "presenter's page" } as const;
  return deskOf({ ...ctx, actor, scope: { city, agreement: null } }, id);
}
