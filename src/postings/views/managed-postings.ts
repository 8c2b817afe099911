import type { RequestContext } from "../../platform/context.ts";
import { type Page, type PageRequest, pageOf, placeAfter } from "../../platform/core/cursor.ts";
import { notFound, orNotFound } from "../../platform/core/errors.ts";
import { requireOfficer } from "../../platform/core/guard.ts";
import type { ManagedPosting } from "../schema.ts";
import {
  countManaged,
  isEnterpriseManager,
  type ManagedPostingsQuery,
  type ManagedStatus,
  selectManagedByIds,
  selectManagedPage,
  selectManagedPosting,
} from "../store/managed-postings.ts";
import { toManagedPosting } from "./present.ts";

/** Returns one posting for its members and officers. Throws NOT_FOUND for others. */
export async function getManagedPosting(
  ctx: Pick<RequestContext, "db" | "actor">,
  id: string,
): Promise<ManagedPosting> {
  return toManagedPosting(orNotFound(await selectManagedPosting(ctx.db, ctx.actor, id)));
}

/** Returns those of the postings that the caller may manage, by their id. */
export async function managedPostings(
  ctx: Pick<RequestContext, "db" | "actor">,
  ids: readonly string[],
): Promise<Map<string, ManagedPosting>> {
  const rows = await selectManagedByIds(ctx.db, ctx.actor, [...ids]);
  return new Map(rows.map((row) => [row.id, toManagedPosting(row)]));
}

type Question = Omit<ManagedPostingsQuery, "after" | "limit"> & PageRequest;

/**
 * Lists postings of the caller's enterprises or offices, newest first, filtered by enterprise, import, state
 * and words of the title or the employer's name.
 */
export async function listManagedPostings(
  ctx: Pick<RequestContext, "db" | "actor">,
  { cursor, limit, ...asked }: Question,
): Promise<Page<ManagedPosting>> {
  const question = JSON.stringify(["managed", asked.enterpriseId, asked.importId, asked.status, asked.words]);
  const place = placeAfter(question, cursor);
  const after = place && { createdAt: place.at, id: place.id };
  const rows = await selectManagedPage(ctx.db, ctx.actor, { ...asked, after, limit });
  return pageOf(question, rows, limit, ({ createdKey }) => createdKey, toManagedPosting);
}

/** Lists an enterprise's own postings. Throws NOT_FOUND unless the caller is its member or officer. */
export async function listEnterprisePostings(
  ctx: Pick<RequestContext, "db" | "actor">,
  question: Question & { enterpriseId: string },
): Promise<Page<ManagedPosting>> {
  if (!(await isEnterpriseManager(ctx.db, ctx.actor, question.enterpriseId))) throw notFound();
  return listManagedPostings(ctx, question);
}

/**
 * Counts an enterprise's own postings by status of the list. Throws NOT_FOUND unless the caller is its member
 * or officer.
 */
export async function countEnterprisePostings(
  ctx: Pick<RequestContext, "db" | "actor">,
  enterpriseId: string,
): Promise<Record<ManagedStatus, number>> {
  if (!(await isEnterpriseManager(ctx.db, ctx.actor, enterpriseId))) throw notFound();
  return countManaged(ctx.db, ctx.actor, { enterpriseId });
}

/** Counts the postings that an officer may decide on by status of the list, within a part of it. */
export async function countManagedPostings(
  ctx: Pick<RequestContext, "db" | "actor">,
  part: Pick<Question, "enterpriseId" | "importId" | "words">,
): Promise<Record<ManagedStatus, number>> {
  requireOfficer(ctx.actor);
  return countManaged(ctx.db, ctx.actor, part);
}
