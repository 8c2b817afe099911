import type { RequestContext } from "../../platform/context.ts";
import { decodeCursor, encodeCursor, instantOf, uuidOf } from "../../platform/core/cursor.ts";
import { notFound, orNotFound } from "../../platform/core/errors.ts";
import { toDesk } from "../present.ts";
import type { PostingDesk } from "../schema.ts";
import { type DeskQuestion, ownsEnterpriseDesk, selectDeskPage, selectOneDesk } from "../store/desk.ts";

/** Returns one posting for its members and officers. Throws NOT_FOUND for others. */
export async function getPostingDesk(
  ctx: Pick<RequestContext, "db" | "actor">,
  id: string,
): Promise<PostingDesk> {
  return toDesk(orNotFound(await selectOneDesk(ctx.db, ctx.actor, id)));
}

type Page = { cursor?: string | undefined; limit: number };
type Question = Omit<DeskQuestion, "after" | "limit"> & Page;
export type DeskPage = { items: PostingDesk[]; nextCursor: string | null };

/**
 * Lists postings of the caller's enterprises or offices, newest first, filtered by enterprise, import and
 * state.
 */
export async function listDeskPostings(
  ctx: Pick<RequestContext, "db" | "actor">,
  { cursor, limit, ...asked }: Question,
): Promise<DeskPage> {
  const question = JSON.stringify(["desk", asked.enterpriseId, asked.importId, asked.status]);
  const position = cursor ? decodeCursor(question, cursor, 2) : null;
  const after = position && { createdAt: instantOf(position[0]), id: uuidOf(position[1]) };
  const rows = await selectDeskPage(ctx.db, ctx.actor, { ...asked, after, limit });
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    items: rows.slice(0, limit).map(toDesk),
    nextCursor: last ? encodeCursor(question, [last.createdKey, last.id]) : null,
  };
}

/** Lists an enterprise's own postings. Throws NOT_FOUND unless the caller is its member or officer. */
export async function listEnterprisePostings(
  ctx: Pick<RequestContext, "db" | "actor">,
  question: Question & { enterpriseId: string },
): Promise<DeskPage> {
  if (!(await ownsEnterpriseDesk(ctx.db, ctx.actor, question.enterpriseId))) throw notFound();
  return listDeskPostings(ctx, question);
}
