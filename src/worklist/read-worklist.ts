import { labelsOf } from "../identity/index.ts";
import type { RequestContext } from "../platform/context.ts";
import { encodeCursor, type Page, type PageRequest, placeAfter } from "../platform/core/cursor.ts";
import { requireOfficer } from "../platform/core/guard.ts";
import type { Colleague, WorkCounts, WorkFilter, WorkItem } from "./schema.ts";
import { selectCounts, selectItems, type WorkPlace, type WorkRow } from "./store/items.ts";
import { selectColleagues } from "./store/owners.ts";

const QUESTION = "worklist";
/** Highest number of colleagues that a list offers. */
const COLLEAGUES_MAX = 200;

const placeOf = (cursor: string | undefined): WorkPlace | null => {
  const place = placeAfter(QUESTION, cursor);
  return place && { key: place.at, id: place.id };
};
const cursorAt = ({ key, id }: WorkPlace) => encodeCursor(QUESTION, [key, id]);

export type WorkQuestion = WorkFilter & PageRequest;

const itemOf = (row: WorkRow, labels: Map<string, string>, own: string): WorkItem => ({
  kind: row.kind,
  id: row.id,
  cursor: cursorAt(row),
  since: row.since.toISOString(),
  dueAt: row.dueAt.toISOString(),
  overdue: row.overdue,
  city: row.city,
  county: row.county,
  title: row.title,
  employer: row.enterpriseId
    ? { id: row.enterpriseId, name: row.employerName ?? "", status: row.employerStatus ?? "" }
    : null,
  marked: row.marked,
  contextId: row.contextId,
  n: row.n,
  owner: row.ownerId
    ? { accountId: row.ownerId, label: labels.get(row.ownerId) ?? "", mine: row.ownerId === own }
    : null,
});

/**
 * Lists what waits for the officer, the earliest due time first: of the officer's cities and counties, as
 * far as the officer may decide it. Throws ROLE_REQUIRED for others.
 */
export async function listWork(
  ctx: RequestContext,
  { cursor, limit, ...filter }: WorkQuestion,
): Promise<Page<WorkItem>> {
  const actor = requireOfficer(ctx.actor);
  const found = await selectItems(ctx.db, actor, filter, { after: placeOf(cursor), limit });
  const rows = found.slice(0, limit);
  const last = found.length > limit ? rows.at(-1) : undefined;
  const owners = new Set(rows.flatMap(({ ownerId }) => (ownerId ? [ownerId] : [])));
  const labels = await labelsOf(ctx, ctx.db, [...owners]);
  return {
    items: rows.map((row) => itemOf(row, labels, actor.accountId)),
    nextCursor: last ? cursorAt(last) : null,
  };
}

/** Counts what waits for the officer, by filter. */
export const countWork = (ctx: RequestContext, filter: WorkFilter): Promise<WorkCounts> =>
  selectCounts(ctx.db, requireOfficer(ctx.actor), filter);

/** Lists the officers of the caller's cities, the caller first. */
export async function listColleagues(ctx: RequestContext): Promise<Colleague[]> {
  const { accountId, offices } = requireOfficer(ctx.actor);
  const ids = await selectColleagues(ctx.db, offices, COLLEAGUES_MAX);
  const labels = await labelsOf(ctx, ctx.db, ids);
  return ids
    .map((id) => ({ accountId: id, label: labels.get(id) ?? "", own: id === accountId }))
    .sort((a, b) => Number(b.own) - Number(a.own) || a.label.localeCompare(b.label));
}
