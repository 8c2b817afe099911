import type { RequestContext } from "../../../platform/context.ts";
import { encodeCursor, type PageRequest, placeAfter } from "../../../platform/core/cursor.ts";
import type { LivestreamView } from "../../livestream/index.ts";
import { type QuestionView, questionsById } from "../../questions/index.ts";
import { type ClaimView, claimsById } from "../../spoken-claims/index.ts";
import { type MomentRow, selectMoments } from "./store.ts";

/** One line of the text. `at` is an ISO time. */
export type Moment = { id: string; at: string } & (
  | { kind: "pin"; postingId: string; title: string; employer: string }
  | { kind: "question"; question: QuestionView }
  | { kind: "claim"; claim: ClaimView }
);
export type Transcript = { items: Moment[]; nextCursor: string | null };

/** Returns the time from which the public sees pins, or null if there is none to see yet. */
const shownFrom = ({ links, onAirAt, startsAt }: LivestreamView): Date | null =>
  onAirAt ? new Date(onAirAt) : links.length > 0 ? new Date(startsAt) : null;

const idsOf = (rows: readonly MomentRow[], kind: MomentRow["kind"]) =>
  rows.filter((row) => row.kind === kind).map(({ id }) => id);

/**
 * Lists what happened at a livestream by page, newest first: pins, passed questions, checks. The caller must
 * have checked that the reader may read the livestream.
 */
export async function listMoments(
  ctx: RequestContext,
  livestream: LivestreamView,
  { cursor, limit }: PageRequest,
): Promise<Transcript> {
  const key = `livestream moments ${livestream.id}`;
  const place = placeAfter(key, cursor);
  const after = place && { atKey: place.at, id: place.id };
  const asked = { after, limit: limit + 1, shownFrom: shownFrom(livestream) };
  const found = await selectMoments(ctx.db, livestream.id, asked);
  const rows = found.slice(0, limit);
  const [questions, claims] = await Promise.all([
    questionsById(ctx, idsOf(rows, "question")),
    claimsById(ctx, idsOf(rows, "claim")),
  ]);
  const items = rows.flatMap((row): Moment[] => {
    const moment = { id: row.id, at: row.at.toISOString() };
    const [question, claim] = [questions.get(row.id), claims.get(row.id)];
    if (row.kind === "pin" && row.postingId && row.title)
      return [
        {
          ...moment,
          kind: "pin",
          postingId: row.postingId,
          title: row.title,
          employer: row.employer ?? "",
        },
      ];
    if (question) return [{ ...moment, kind: "question", question }];
    return claim ? [{ ...moment, kind: "claim", claim }] : [];
  });
  const last = found.length > limit ? rows.at(-1) : undefined;
  return { items, nextCursor: last ? encodeCursor(key, [last.atKey, last.id]) : null };
}
