import type { Tx } from "../../../db/client.ts";
import type { RequestContext } from "../../platform/context.ts";
import { encodeCursor, type PageRequest, placeAfter } from "../../platform/core/cursor.ts";
import { orNotFound } from "../../platform/core/errors.ts";
import { requireOfficer } from "../../platform/core/guard.ts";
import { getLivestream } from "../livestream/index.ts";
import { toClaim } from "./present.ts";
import type { ClaimList, ClaimView, MarkList } from "./schema.ts";
import {
  countClaims,
  countOpenMarks,
  selectClaim,
  selectClaims,
  selectClaimsById,
  selectMarks,
} from "./store.ts";

/**
 * Lists the claims of a livestream by page, oldest first, with their number by verdict and the marked
 * presenters. Claims that were taken back are for the control room alone. Throws NOT_FOUND unless the caller
 * may read the livestream.
 */
export async function listClaims(
  ctx: RequestContext,
  { id, ...page }: PageRequest & { id: string },
): Promise<ClaimList> {
  const control = (await getLivestream(ctx, { id })).control !== null;
  return claimsOf(ctx, { id, control }, page);
}

/**
 * Lists the claims of a livestream as `listClaims` does, or the newest first. With `control` it returns what
 * only the control room reads. The caller must have checked that the reader may read it so.
 */
export async function claimsOf(
  ctx: RequestContext,
  { id, control }: { id: string; control: boolean },
  { cursor, limit, newest = false }: PageRequest & { newest?: boolean },
): Promise<ClaimList> {
  const question = `livestream claims ${id}${newest ? " newest" : ""}`;
  const place = placeAfter(question, cursor);
  const after = place && { atKey: place.at, id: place.id };
  const [found, counted] = await Promise.all([
    selectClaims(ctx.db, id, { after, limit: limit + 1, control, newest }),
    countClaims(ctx.db, id),
  ]);
  const rows = found.slice(0, limit);
  const last = found.length > limit ? rows.at(-1) : undefined;
  return {
    items: rows.map((row) => toClaim(row, control)),
    ...counted,
    nextCursor: last ? encodeCursor(question, [last.atKey, last.id]) : null,
  };
}

/**
 * Returns those of the claims that everybody reads, by id. The caller must have checked that the reader may
 * read their livestreams.
 */
export async function claimsById(
  { db }: Pick<RequestContext, "db">,
  ids: readonly string[],
): Promise<Map<string, ClaimView>> {
  return new Map((await selectClaimsById(db, ids)).map((row) => [row.id, toClaim(row, false)]));
}

const MARKS = "livestream marks";

/**
 * Lists the open marks that wait for the officer, by page, the earliest due time first: those of livestreams
 * that the officer's city organises. Throws ROLE_REQUIRED for others.
 */
export async function listMarks(ctx: RequestContext, { cursor, limit }: PageRequest): Promise<MarkList> {
  const actor = requireOfficer(ctx.actor);
  const place = placeAfter(MARKS, cursor);
  const after = place && { dueKey: place.at, id: place.id };
  const [found, counts] = await Promise.all([
    selectMarks(ctx.db, actor, { after, limit: limit + 1 }),
    countOpenMarks(ctx.db, actor),
  ]);
  const rows = found.slice(0, limit);
  const last = found.length > limit ? rows.at(-1) : undefined;
  return {
    items: rows.map((row) => ({
      livestream: { id: row.livestreamId, title: row.livestreamTitle },
      claim: toClaim(row, true),
      dueAt: row.dueAt.toISOString(),
      overdue: row.overdue,
    })),
    counts,
    nextCursor: last ? encodeCursor(MARKS, [last.dueKey, last.id]) : null,
  };
}

/** Counts the open marks that wait for the officer, for the queue of work. */
export const countMarks = (ctx: RequestContext): Promise<MarkList["counts"]> =>
  countOpenMarks(ctx.db, requireOfficer(ctx.actor));

/** Returns a claim as the public reads it, for live pages. Throws NOT_FOUND for an unknown one. */
export async function shownClaim(tx: Tx, id: string): Promise<Omit<ClaimView, "control">> {
  const { control: _, ...shown } = toClaim(orNotFound(await selectClaim(tx, id)), false);
  return shown;
}
